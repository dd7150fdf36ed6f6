package io.aiarco.asc.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.audit.format.FormatException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private static final HexFormat HEX = HexFormat.of();

  private static SigningKey key(String seed) {
    return new SigningKey("example.com/asc/eu/gw-1", HEX.parseHex(seed));
  }

  /** RFC 8032 section 7.1, TEST 1 and TEST 2. */
  @Test
  void signaturesAreThoseOfTheStandard() {
    assertArrayEquals(
        HEX.parseHex(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                + "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        key("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60").sign(new byte[0]));
    assertArrayEquals(
        HEX.parseHex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
                + "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        key("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
            .sign(new byte[] {0x72}));
  }

  @Test
  void aCheckpointIsSignedByItsKeyAndNoOther() throws FormatException {
    SigningKey key = key("11".repeat(32));
    SigningKey other = key("22".repeat(32));
    Note note = Note.parse(key.checkpoint("example.com/asc/eu/gw-1/1", 7, new byte[32]));

    assertEquals(7, note.size());
    assertEquals(Set.of(key.vkey()), note.signers(List.of(key.vkey(), other.vkey())));
    assertEquals(key.vkey(), Vkey.parse(key.vkey().toString()));
  }

  @Test
  void aChangedCheckpointFails() throws FormatException {
    SigningKey key = key("11".repeat(32));
    String text =
        new String(
            key.checkpoint("example.com/asc/eu/gw-1/1", 7, new byte[32]),
            java.nio.charset.StandardCharsets.UTF_8);
    Note changed =
        Note.parse(
            text.replace("\n7\n", "\n8\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThrows(FormatException.class, () -> changed.signers(List.of(key.vkey())));
  }
}
