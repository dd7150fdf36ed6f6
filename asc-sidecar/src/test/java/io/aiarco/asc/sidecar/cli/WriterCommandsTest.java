package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types for a log whose process does not run. */
class WriterCommandsTest {
  @TempDir private Path data;

  @BeforeEach
  void write() {
    open().close();
    open().close();
  }

  private Journal open() {
    return Journal.open(
        JournalConfig.builder(data.resolve("audit"), "gw-1", "aiarco.example", "eu")
            .preallocateBytes(0)
            .singleWriter(true)
            .build());
  }

  private Typed type(String command, String... options) {
    String[] args = {
      "audit", command, data.toString(), "--reason", "ticket 12", "--by", "ops", "--writer", "gw-1"
    };
    String[] all = java.util.Arrays.copyOf(args, args.length + options.length);
    System.arraycopy(options, 0, all, args.length, options.length);
    return Typed.asc(all);
  }

  @Test
  void afterCorruptionANewEpochIsBegunAndSaysWhy() throws IOException {
    Path segment = data.resolve("audit/gw-1/1/seg-00000000000000000000.log");
    String text = Files.readString(segment);
    Files.writeString(segment, text.replace("\"seq\":4", "\"seq\":9"));

    Typed begun = type("new-epoch");

    assertEquals(
        "aiarco.example/asc/eu/gw-1/2 goes on after 4 records", begun.out().strip(), begun.err());
    Typed shown =
        Typed.asc(
            "audit",
            "show",
            data.resolve("audit/gw-1/2").toString(),
            "--type",
            "admin.change",
            "--json");
    assertTrue(shown.out().contains("\"why\":\"ticket 12\""), shown.out());
    open().close();
  }

  @Test
  void aHealthyLogIsRefusedUnlessItIsSaidToBe() {
    Typed refused = type("new-epoch");
    assertEquals(2, refused.exit());
    assertTrue(refused.err().contains("nothing is wrong with it"), refused.err());

    assertEquals(0, type("new-epoch", "--healthy").exit());
    assertEquals(0, Typed.asc("audit", "verify", data.resolve("audit").toString()).exit());
  }

  @Test
  void aRotatedKeyIsPrintedAndInForce() {
    Typed rotated = type("rotate-key");

    assertEquals(0, rotated.exit(), rotated.err());
    try (Journal journal = open()) {
      assertEquals(rotated.out().strip(), journal.vkey());
    }
    String log = data.resolve("audit").toString();
    Typed verified = Typed.asc("audit", "verify", log, "--vkey", rotated.out().strip());
    assertEquals(0, verified.exit(), verified.out());
  }

  @Test
  void whileAProcessWritesItIsNamed() {
    try (Journal journal = open()) {
      Typed refused = type("new-epoch", "--healthy");
      assertEquals(1, refused.exit());
      String pid = "pid=" + ProcessHandle.current().pid();
      assertTrue(refused.err().contains(pid), refused.err() + journal.origin());
    }
  }

  @Test
  void aWriterThatIsNotThereIsAnsweredWithThoseThatAre() {
    Typed refused =
        Typed.asc(
            "audit", "new-epoch", data.toString(), "--reason", "r", "--by", "b", "--writer", "gw");
    assertEquals(2, refused.exit());
    assertTrue(refused.err().contains("expected: one of [gw-1]"), refused.err());
  }
}
