package io.aiarco.asc.audit.ship;

import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.journal.CheckpointListener;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A closed log of several segments, made by the real writer. */
record ShippedLog(Path folder, String origin, List<String> lines) {
  static final ShippedLog NONE = new ShippedLog(Path.of(""), "", List.of());

  static ShippedLog read(Path folder, String origin) {
    String text = new String(bytes(folder), StandardCharsets.UTF_8);
    return new ShippedLog(folder, origin, List.of(text.split("(?<=\n)")));
  }

  static ShippedLog write(Path data, String instance) {
    Journal journal = open(data, instance, CheckpointListener.NONE);
    try (journal) {
      append(journal, 30);
    }
    return read(journal.folder(), journal.origin());
  }

  static Journal open(Path data, String instance, CheckpointListener listener) {
    return Journal.open(
        Logs.config(data, instance).segment(6_000, Duration.ofHours(1)).listener(listener).build());
  }

  static void append(Journal journal, int records) {
    for (int i = 0; i < records; i++) {
      journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
    }
  }

  /** All lines, as they stand. */
  byte[] bytes() {
    return bytes(folder);
  }

  /** All segments in {@code folder}, one after the other. */
  static byte[] bytes(Path folder) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files
              .filter(it -> LogFiles.segmentSeq("" + it.getFileName()).isPresent())
              .sorted()
              .toList()) {
        all.writeBytes(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  /** Lines {@code from} to {@code to}, exclusive. */
  byte[] run(int from, int to) {
    return String.join("", lines().subList(from, to)).getBytes(StandardCharsets.UTF_8);
  }

  int size() {
    return lines().size();
  }

  /** Where a copy of the first {@code size} records ends. */
  Head head(int size) {
    return size == 0 ? Head.start(origin) : new Head(size, lines().get(size - 1).substring(0, 64));
  }

  SignedCheckpoint checkpoint(long size) {
    return new SignedCheckpoint(folder, origin, size, "not looked at", false);
  }
}
