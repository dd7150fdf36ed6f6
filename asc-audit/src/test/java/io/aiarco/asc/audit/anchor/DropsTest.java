package io.aiarco.asc.audit.anchor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.audit.anchor.AnchorException.Reason;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two anchors that keep the checkpoint itself. */
class DropsTest {
  private static final String ORIGIN = "aiarco.example/asc/eu/gw-1/1";
  private static final SignedCheckpoint ONE =
      new SignedCheckpoint(Path.of(""), ORIGIN, 9, "one", false);
  private static final SignedCheckpoint OTHER =
      new SignedCheckpoint(Path.of(""), ORIGIN, 9, "other", false);

  @TempDir Path folder;
  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

  @Test
  void fileIsWrittenOncePerSizeAndNeverAgain() throws Exception {
    FileAnchor anchor = new FileAnchor(folder);

    assertEquals(LeafHash.hex(ONE.bytes()), anchor.deposit(ONE).sha256());
    anchor.deposit(ONE); // after a crash before the record

    Path file = folder.resolve(ORIGIN + "/00000000000000000009.checkpoint");
    assertArrayEquals(ONE.bytes(), Files.readAllBytes(file));
    assertFails(Reason.FORK, anchor, OTHER);
    assertArrayEquals(ONE.bytes(), Files.readAllBytes(file));
  }

  @Test
  void folderThatIsNotMountedIsNotMade() {
    assertFails(Reason.UNREACHABLE, new FileAnchor(folder.resolve("mount")), ONE);
  }

  @Test
  void serverKeepsWhatItIsPut() throws Exception {
    try (LoopbackServer server = new LoopbackServer(this::put)) {
      HttpAnchor anchor = new HttpAnchor(server.destination());

      anchor.deposit(ONE);
      anchor.deposit(ONE);

      assertArrayEquals(ONE.bytes(), kept.get("/" + ORIGIN + "/00000000000000000009"));
      assertFails(Reason.FORK, anchor, OTHER);
    }
    try (LoopbackServer full =
        new LoopbackServer((m, p, b) -> new LoopbackServer.Answer(507, new byte[0]))) {
      assertFails(Reason.REFUSED, new HttpAnchor(full.destination()), ONE);
    }
  }

  private LoopbackServer.Answer put(String method, String path, byte[] body) {
    byte[] before = kept.putIfAbsent(path, body);
    boolean taken = method.equals("PUT") && (before == null || Arrays.equals(before, body));
    return new LoopbackServer.Answer(taken ? 204 : 409, new byte[0]);
  }

  private static void assertFails(Reason reason, Anchor anchor, SignedCheckpoint checkpoint) {
    AnchorException e = assertThrows(AnchorException.class, () -> anchor.deposit(checkpoint));
    assertEquals(reason, e.reason(), e.getMessage());
  }
}
