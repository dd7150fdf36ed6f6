package io.aiarco.asc.identity.apikey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.call.Principal;
import io.aiarco.asc.call.TeamId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.identity.UnauthenticatedException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeyVerifierTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final ApiKey key = ApiKey.mint("dev", RANDOM);

  @Test
  void aListedKeyStandsForItsCaller() {
    ApiKeyVerifier verifier = verifier(stored(key, null));

    Grant grant = verifier.verify(credential(key));

    assertEquals(key.id(), grant.caller());
    assertEquals("acme", grant.tenant().value());
    assertEquals("claims", grant.team().orElseThrow().value());
    assertEquals("svc:claims", grant.principal().name());
  }

  @Test
  void anUnknownIdAndAWrongSecretGetTheSameAnswer() {
    ApiKeyVerifier verifier = verifier(stored(key, null));

    String unknown = refusal(verifier, ApiKey.mint("dev", RANDOM));
    String wrong = refusal(verifier, key.rotate(RANDOM));

    assertEquals(unknown, wrong);
    assertFalse(wrong.contains(key.id()), wrong);
  }

  @Test
  void aRevokedKeyIsRefusedAtTheNextCall() {
    ApiKeyVerifier verifier = verifier(stored(key, null));
    verifier.verify(credential(key));

    verifier.replace(List.of());

    assertThrows(UnauthenticatedException.class, () -> verifier.verify(credential(key)));
  }

  @Test
  void aKeyExpiresAtItsInstant() {
    assertEquals(
        "API key: expired at 2026-11-21T10:00:00Z (expected: a live key)",
        refusal(verifier(stored(key, NOW)), key));
    assertEquals(
        key.id(), verifier(stored(key, NOW.plusNanos(1))).verify(credential(key)).caller());
  }

  @Test
  void oldAndNewSecretLiveSideBySide() {
    ApiKey next = key.rotate(RANDOM);
    ApiKeyVerifier verifier =
        verifier(
            new StoredKey(
                key.id(),
                new TenantId("acme"),
                null,
                new Principal("svc:claims"),
                List.of(
                    new StoredSecret(key.sha256(), NOW.plusSeconds(60)),
                    new StoredSecret(next.sha256(), null))));

    assertEquals(key.id(), verifier.verify(credential(key)).caller());
    assertEquals(key.id(), verifier.verify(credential(next)).caller());
  }

  @Test
  void aTableWithOneIdTwiceIsRefusedAndTheOldOneStays() {
    ApiKeyVerifier verifier = verifier(stored(key, null));

    assertThrows(
        IllegalArgumentException.class,
        () -> verifier.replace(List.of(stored(key, null), stored(key, null))));

    assertEquals(key.id(), verifier.verify(credential(key)).caller());
  }

  @Test
  void noKeyAtAllIsRefused() {
    assertThrows(UnauthenticatedException.class, () -> CallerCredential.apiKey(null));
    assertThrows(
        UnauthenticatedException.class,
        () -> verifier().verify(CallerCredential.apiKey("sk-something-else")));
  }

  private static ApiKeyVerifier verifier(StoredKey... keys) {
    return ApiKeyVerifier.create(List.of(keys), CLOCK);
  }

  private static StoredKey stored(ApiKey key, @Nullable Instant expires) {
    return new StoredKey(
        key.id(),
        new TenantId("acme"),
        new TeamId("claims"),
        new Principal("svc:claims"),
        List.of(new StoredSecret(key.sha256(), expires)));
  }

  private static CallerCredential credential(ApiKey key) {
    return CallerCredential.apiKey(key.reveal(SecretAccess.get()));
  }

  private static String refusal(ApiKeyVerifier verifier, ApiKey key) {
    return String.valueOf(
        assertThrows(UnauthenticatedException.class, () -> verifier.verify(credential(key)))
            .getMessage());
  }
}
