package io.aiarco.asc.audit.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.ContentField;
import io.aiarco.asc.audit.ContentSecrets;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentFilesTest {
  private static final byte[] TEXT = "{\"messages\":[\"the canary sings\"]}".getBytes(UTF_8);

  private final CallId first = Records.call();
  private final CallId second = Records.call();
  private final ContentSecrets secrets = ContentSecrets.fresh(new SecureRandom());
  private final ContentSecrets others = ContentSecrets.fresh(new SecureRandom());

  @TempDir private Path folder;
  private Path writer;
  private KeyFile key;
  private KeptContent kept;

  @BeforeEach
  void setUp() {
    writer = folder.resolve("content/gw");
    key = KeyFile.open(folder.resolve("keys"));
    kept = new KeptContent(folder.resolve("content"));
  }

  @Test
  void whatWasKeptIsThereForWhoHasTheKey() throws IOException {
    write();

    ContentSecrets found = kept.secrets(first, key).orElseThrow();
    assertArrayEquals(secrets.bytes(), found.bytes());
    assertArrayEquals(TEXT, kept.text(first, ContentField.PROMPT, found).orElseThrow());
    assertFalse(kept.text(first, ContentField.REPLY, found).isPresent());
    assertFalse(kept.secrets(Records.call(), key).isPresent());
  }

  @Test
  void anotherKeyOpensNothing() throws IOException {
    write();

    KeyFile stolen = KeyFile.open(folder.resolve("elsewhere"));

    assertThrows(IllegalArgumentException.class, () -> kept.secrets(first, stolen));
  }

  @Test
  void neitherTextNorSecretsAreReadableInTheFiles() throws IOException {
    write();

    String bytes = HexFormat.of().formatHex(Files.readAllBytes(file()));
    assertFalse(bytes.contains(HexFormat.of().formatHex("canary".getBytes(UTF_8))));
    assertFalse(bytes.contains(HexFormat.of().formatHex(secrets.key())));
  }

  @Test
  void erasingOneCallLeavesNoByteOfItAndAllOfTheOther() throws IOException {
    write();
    byte[] before = Files.readAllBytes(file());

    assertEquals(Set.of(first), kept.erase(Set.of(first)));
    assertEquals(Set.of(), kept.erase(Set.of(first)), "it had been done");

    assertFalse(kept.secrets(first, key).isPresent());
    assertFalse(kept.text(first, ContentField.PROMPT, secrets).isPresent());
    assertArrayEquals(others.bytes(), kept.secrets(second, key).orElseThrow().bytes());
    assertArrayEquals(TEXT, kept.text(second, ContentField.PROMPT, others).orElseThrow());
    byte[] after = Files.readAllBytes(file());
    assertEquals(before.length, after.length);
    int half = before.length / 2; // both calls have frames of equal lengths
    for (int frame = 0; frame < half; frame = end(before, frame)) {
      byte[] gone = Arrays.copyOfRange(after, frame + Frame.FIXED, end(before, frame));
      assertArrayEquals(new byte[gone.length], gone);
    }
    assertArrayEquals(
        Arrays.copyOfRange(before, half, before.length),
        Arrays.copyOfRange(after, half, after.length));
  }

  @Test
  void aFileCutAtAnyByteGivesWhatWasWholeAndNoMore() throws IOException {
    write();
    byte[] all = Files.readAllBytes(file());
    int whole = 0;
    for (int length = 0; length <= all.length; length++) {
      Files.write(file(), Arrays.copyOf(all, length));

      boolean there = kept.secrets(second, key).isPresent();

      whole += there ? 1 : 0;
      assertTrue(!there || Arrays.equals(others.bytes(), kept.secrets(second, key).get().bytes()));
    }
    assertTrue(whole > 1 && whole < all.length / 2, "whole in " + whole + " of " + all.length);
  }

  @Test
  void zeroBlocksOfALostWriteEndTheFile() throws IOException {
    write();
    byte[] all = Files.readAllBytes(file());
    for (int from = all.length / 2; from < all.length; from++) {
      byte[] torn = all.clone();
      Arrays.fill(torn, from, torn.length, (byte) 0);
      Files.write(file(), torn);

      assertArrayEquals(secrets.bytes(), kept.secrets(first, key).orElseThrow().bytes());
    }
  }

  @Test
  void aNewProcessBeginsANewFile() throws IOException {
    write();
    write();

    assertEquals(2, ContentFile.list(writer).size());
    assertEquals(Set.of(first), kept.erase(Set.of(first)));
    assertFalse(kept.secrets(first, key).isPresent());
  }

  @Test
  void whereNothingCanBeWrittenNothingIsPromised() throws IOException {
    Files.createDirectories(folder.resolve("content"));
    Files.writeString(writer, "a file where the folder should be");
    try (ContentFiles files = open()) {
      assertThrows(
          AuditUnavailableException.class, () -> files.keep(first, secrets).await(Records.soon()));
      assertThrows(AuditUnavailableException.class, () -> files.keep(second, others));
    }
  }

  @Test
  void aStoreThatNobodyAsksMakesNoFile() throws IOException {
    open().close();

    assertFalse(Files.exists(writer));
  }

  private void write() {
    try (ContentFiles files = open()) {
      files.keep(first, secrets).await(Records.soon());
      files.keep(first, secrets, ContentField.PROMPT, TEXT).await(Records.soon());
      files.keep(second, others);
      files.keep(second, others, ContentField.PROMPT, TEXT);
    }
  }

  private ContentFiles open() {
    return ContentFiles.open(writer, () -> "example.com/asc/eu/gw/1", key, Clock.systemUTC());
  }

  private Path file() throws IOException {
    return ContentFile.list(writer).get(0);
  }

  private static int end(byte[] bytes, int frame) {
    return frame + Integer.BYTES + ByteBuffer.wrap(bytes).getInt(frame);
  }
}
