package io.aiarco.asc.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.format.FormatException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WitnessKeyTest {
  private static final String NAME = "example.com/asc/eu/gw-1";
  private static final SigningKey LOG = new SigningKey(NAME, new byte[32]);
  private static final CosigningKey WITNESS = new CosigningKey("w.example/1", new byte[32]);

  private final byte[] checkpoint = LOG.checkpoint(NAME + "/1", 7, new byte[32]);

  @Test
  void cosignatureTellsWhenAndLeavesTheLogsOwnSignatureAlone() throws Exception {
    Note plain = Note.parse(checkpoint);
    Note cosigned = with(WITNESS.line(plain, 1_700_000_000L));
    WitnessKey key = WitnessKey.parse(WITNESS.vkey());

    assertEquals(Optional.of(Instant.ofEpochSecond(1_700_000_000L)), cosigned.cosigned(key));
    assertEquals(Optional.empty(), plain.cosigned(key));
    assertEquals(1, cosigned.signers(List.of(LOG.vkey())).size());
    assertEquals(WITNESS.vkey(), key.toString());
  }

  @Test
  void everyFlippedBitOfACosignatureIsFound() throws Exception {
    String line = WITNESS.line(Note.parse(checkpoint), 1_700_000_000L);
    String head = line.substring(0, line.lastIndexOf(' ') + 1);
    byte[] blob = Base64.getDecoder().decode(line.substring(head.length()).strip());
    WitnessKey key = WitnessKey.parse(WITNESS.vkey());
    for (int bit = 4 * 8; bit < blob.length * 8; bit++) {
      byte[] bad = blob.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);

      Note note = with(head + Base64.getEncoder().encodeToString(bad) + "\n");

      FormatException e = assertThrows(FormatException.class, () -> note.cosigned(key));
      assertTrue(e.getMessage().contains("bad cosignature by w.example/1"), e.getMessage());
    }
  }

  @Test
  void keyOfALogIsNoWitnessAndTheOtherWayRound() {
    assertThrows(FormatException.class, () -> WitnessKey.parse(LOG.vkey().toString()));
    assertThrows(FormatException.class, () -> Vkey.parse(WITNESS.vkey()));
  }

  private Note with(String line) throws FormatException {
    return Note.parse(
        (new String(checkpoint, StandardCharsets.UTF_8) + line).getBytes(StandardCharsets.UTF_8));
  }
}
