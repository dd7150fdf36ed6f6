package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.evidence.LogProofs;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to an unpruned log below one checkpoint that somebody kept elsewhere is found.
 * Property {@code asc.flip.stride} says how many bytes lie between two that are flipped; CI sets 1.
 */
class VerifierTamperTest {
  private static final int STRIDE = Integer.getInteger("asc.flip.stride", 37);
  private static final String FIRST = "seg-00000000000000000000.log";
  private static final int HASH_AND_SPACE = 65;

  @TempDir Path work;
  private Path log = Path.of("");
  private Path kept = Path.of("");
  private final Map<String, Integer> tried = new LinkedHashMap<>();
  private final List<String> undetected = new ArrayList<>();

  /** Two segments with a torn tail between two processes, tiles, and a checkpoint put aside. */
  @BeforeEach
  void write() throws IOException {
    log = work.resolve("audit/gw-1/1");
    JournalConfig.Builder config = Logs.config(work).segment(5_000, Duration.ofHours(1));
    try (Journal journal = Journal.open(config.build())) {
      call(journal, "acme");
      call(journal, "globex");
    }
    Path open = last();
    Files.writeString(open, Files.readString(open) + "half a line");
    try (Journal journal = Journal.open(config.build())) {
      call(journal, "acme");
    }
    LogProofs.writeTiles(log);
    kept = Files.copy(log.resolve("checkpoint"), work.resolve("kept"));
    assertEquals(0, verify(), "untouched");
  }

  @Test
  void everyFlippedBitOfEveryFileIsFound() throws IOException {
    int bit = 0;
    for (Path file : files()) {
      byte[] good = Files.readAllBytes(file);
      for (int i = 0; i < good.length; i += STRIDE) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) (1 << bit++ % 8);
        Files.write(file, bad);
        count("flips of " + log.relativize(file).toString().replaceAll("[0-9]{20}", "N"), i);
      }
      Files.write(file, good);
    }
    report();
  }

  @Test
  void deletionsSwapsDuplicatesAndCutsAreFound() throws IOException {
    for (Path file : files()) {
      byte[] good = Files.readAllBytes(file);
      Files.delete(file);
      // Tiles are optional, and without its first segment a log reads as pruned, which it may be.
      if (!file.toString().contains("tiles") && !file.endsWith(FIRST)) {
        count("files deleted", 0);
      }
      Files.write(file, good);
    }
    for (Path segment : files().stream().filter(f -> f.toString().endsWith(".log")).toList()) {
      List<String> lines = Files.readAllLines(segment);
      for (int i = 0; i < lines.size(); i++) {
        List<String> gone = new ArrayList<>(lines);
        String line = gone.remove(i);
        change(segment, gone, "records deleted", i);
        gone.add(i, line);
        gone.add(i, line);
        change(segment, gone, "records duplicated", i);
        change(segment, lines.subList(0, i), "tails cut", i);
        for (int j = i + 1; j < lines.size(); j++) {
          List<String> swapped = new ArrayList<>(lines);
          swapped.set(i, lines.get(j));
          swapped.set(j, lines.get(i));
          change(segment, swapped, "records swapped", i);
        }
      }
      change(segment, lines, "restored", -1);
    }
    report();
  }

  /** An insider without the key rewrites every hash, seal and link after his edit. */
  @Test
  void reChainedEditsAreFound() throws IOException {
    Path segment = log.resolve(FIRST);
    List<String> lines = Files.readAllLines(segment);
    for (int i = 0; i < lines.size(); i++) {
      List<String> forged = new ArrayList<>(lines);
      String ts = lines.get(i).replaceFirst(".*\"ts\":\"[^\"]*\\.([0-9]{6})Z.*", "$1");
      String other = String.format("%06d", (Integer.parseInt(ts) + 1) % 1_000_000);
      forged.set(i, lines.get(i).replace("." + ts + "Z\",\"t", "." + other + "Z\",\"t"));
      String head = null;
      for (int j = 0; j < forged.size(); j++) {
        String json = forged.get(j).substring(HASH_AND_SPACE);
        if (head != null) {
          json = json.replaceFirst("\"prev\":\"[0-9a-f]{64}\"", "\"prev\":\"" + head + "\"");
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        head = HexFormat.of().formatHex(LeafHash.of(LeafHash.sha256(), bytes, 0, bytes.length));
        forged.set(j, head + " " + json);
      }
      change(segment, forged, "edits re-chained", i);
    }
    report();
  }

  /** The whole folder as it was at an earlier checkpoint: only the kept one tells. */
  @Test
  void rollbacksAreFound() throws IOException {
    String notes = Files.readString(log.resolve("checkpoints"));
    List<String> lines = new ArrayList<>();
    for (Path file : files()) {
      if (file.toString().endsWith(".log")) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    for (Path file : files()) {
      Files.delete(file);
    }
    int end = 0;
    for (String note = ""; (end = notes.indexOf("\n\n\u2014", end + 1)) > 0; ) {
      int blank = notes.indexOf("\n\n", end + 2);
      int from = notes.lastIndexOf("\n\n", end - 1);
      note = notes.substring(from < 0 ? 0 : from + 2, blank + 1);
      int size = Integer.parseInt(note.split("\n")[1]);
      if (size < lines.size()) {
        Files.writeString(log.resolve(FIRST), String.join("\n", lines.subList(0, size)) + "\n");
        Files.writeString(log.resolve("checkpoints"), notes.substring(0, blank + 2));
        Files.writeString(log.resolve("checkpoint"), note);
        count("rollbacks", size);
      }
    }
    report();
  }

  private void change(Path segment, List<String> lines, String what, int at) throws IOException {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Path seal = segment.resolveSibling(segment.getFileName() + ".sha256");
    boolean sealed = Files.exists(seal);
    byte[] goodSeal = sealed ? Files.readAllBytes(seal) : new byte[0];
    byte[] good = Files.readAllBytes(segment);
    Files.write(segment, text);
    if (sealed) {
      Files.writeString(seal, LeafHash.hex(text) + "  " + segment.getFileName() + "\n");
    }
    if (at >= 0) {
      count(what, at);
      Files.write(segment, good);
      if (sealed) {
        Files.write(seal, goodSeal);
      }
    }
  }

  private void count(String what, int at) {
    tried.merge(what, 1, Integer::sum);
    if (verify() == 0) {
      undetected.add(what + " at " + at);
    }
  }

  private void report() {
    tried.forEach((what, times) -> System.out.println("tamper: " + times + " " + what));
    assertEquals(List.of(), undetected);
  }

  private int verify() {
    VerifyReport alone = verify(1);
    assertEquals(alone, verify(3));
    return alone.exitCode();
  }

  private VerifyReport verify(int threads) {
    Pace pace = new Pace(threads, Pace.Progress.NOBODY);
    return Verifier.verify(log, List.of(), List.of(kept), pace);
  }

  private Path last() throws IOException {
    return files().stream()
        .filter(file -> file.toString().endsWith(".log"))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(log)) {
      Path[] all = files.filter(Files::isRegularFile).toArray(Path[]::new);
      for (Path file : all) {
        file.toFile().setWritable(true);
      }
      Arrays.sort(all);
      return List.of(all);
    }
  }

  private static void call(Journal journal, String tenant) {
    CallId call = Records.call();
    journal.append(Records.intent(call, tenant, Records.hold(100, 5))).await(Records.soon());
    journal.append(Records.outcome(call, tenant, Records.settle(60, 3))).await(Records.soon());
  }
}
