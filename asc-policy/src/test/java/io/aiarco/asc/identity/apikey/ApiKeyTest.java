package io.aiarco.asc.identity.apikey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.UnauthenticatedException;
import java.security.SecureRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Property(tries = 200)
  void parsingGivesBackWhatWasMinted(
      @ForAll @LowerChars @StringLength(min = 2, max = 8) String env) {
    ApiKey minted = ApiKey.mint(env, RANDOM);

    ApiKey parsed = ApiKey.parse(text(minted));

    assertEquals(env, parsed.env());
    assertEquals(minted.id(), parsed.id());
    assertEquals(minted.sha256(), parsed.sha256());
    assertEquals(text(minted), text(parsed));
  }

  @Property(tries = 2000)
  void anyOneCharacterChangedIsRefusedAndNotRepeated(
      @ForAll @IntRange(max = 71) int at,
      @ForAll @AlphaChars @NumericChars @CharRange(from = '_', to = '_') char other) {
    String text = text(ApiKey.mint("prod", RANDOM));
    int position = at % text.length();
    if (text.charAt(position) == other) {
      return;
    }
    String changed = text.substring(0, position) + other + text.substring(position + 1);

    UnauthenticatedException refused =
        assertThrows(UnauthenticatedException.class, () -> ApiKey.parse(changed));

    assertFalse(refused.getMessage().contains(changed.substring(22, 60)), refused.getMessage());
  }

  @Property(tries = 200)
  void anyCutIsRefused(@ForAll @IntRange(max = 70) int length) {
    String text = text(ApiKey.mint("prod", RANDOM));

    assertThrows(UnauthenticatedException.class, () -> ApiKey.parse(text.substring(0, length)));
  }

  @Test
  void hasTheDocumentedForm() {
    String text = text(ApiKey.mint("dev", RANDOM));

    assertTrue(
        text.matches("asc_dev_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}"),
        "form of a minted key");
  }

  @Test
  void aKnownKeyKeepsItsHash() {
    // Check digits and hash computed with Python's zlib.crc32 and hashlib.sha256.
    ApiKey key =
        ApiKey.parse("asc_dev_0123456789AB_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg_1tzKS9");

    assertEquals("71d84b1859bad11abcb3dfd9353c8d1873aafd883ffaf6f2c9df7cbcfc3e1850", key.sha256());
  }

  @Test
  void rotatingKeepsTheIdAndChangesTheSecret() {
    ApiKey first = ApiKey.mint("dev", RANDOM);

    ApiKey second = first.rotate(RANDOM);

    assertEquals(first.id(), second.id());
    assertNotEquals(first.sha256(), second.sha256());
  }

  @Test
  void itsTextFormHidesTheSecret() {
    ApiKey key = ApiKey.mint("dev", RANDOM);

    assertEquals("asc_dev_" + key.id() + "_...", key.toString());
  }

  @Test
  void anEnvironmentIsAShortWord() {
    assertThrows(IllegalArgumentException.class, () -> ApiKey.mint("Prod", RANDOM));
    assertThrows(IllegalArgumentException.class, () -> ApiKey.mint("p", RANDOM));
  }

  private static String text(ApiKey key) {
    return key.reveal(SecretAccess.get());
  }
}
