package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.evidence.EvidencePack;
import io.aiarco.asc.audit.evidence.PackRequest;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.journal.Logs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes {@code docs/audit-vectors} out of {@code docs/audit-example}: run {@code main} with both
 * folders whenever the example was written anew. Each vector is a folder with a {@code log} or a
 * {@code pack}, and {@code expected}: on each line an exit code, and {@code given} when the
 * checkpoint of that name was handed to the verifier.
 */
final class VectorLogs {
  private static final String FIRST = "seg-00000000000000000000.log";
  private static final String LAST = "seg-00000000000000000007.log";
  private static final int HASH_AND_SPACE = 65;

  private final Path example;
  private final Path target;

  private VectorLogs(Path example, Path target) {
    this.example = example;
    this.target = target;
  }

  public static void main(String[] args) throws Exception {
    new VectorLogs(Path.of(args[0]), Path.of(args[1])).write();
  }

  private void write() throws Exception {
    log("good", "0\n0 given\n");
    Path tail = log("tail-half-a-line", "3\n3 given\n").resolve(LAST);
    Files.writeString(tail, Files.readString(tail) + "0123 half a line");
    Path flip = log("flipped-bit", "1\n1 given\n").resolve(FIRST);
    byte[] bytes = Files.readAllBytes(flip);
    bytes[1_000] ^= 1;
    Files.write(flip, bytes);
    List<String> lines = Files.readAllLines(example.resolve(FIRST));
    List<String> changed = new ArrayList<>(lines);
    changed.remove(4);
    reseal(log("record-deleted", "1\n1 given\n"), changed);
    changed = new ArrayList<>(lines);
    changed.set(3, lines.get(4));
    changed.set(4, lines.get(3));
    reseal(log("records-swapped", "1\n1 given\n"), changed);
    reseal(log("edit-re-chained", "1\n1 given\n"), reChained(lines));
    List<String> all = new ArrayList<>(lines);
    Path rollback = log("rollback-without-checkpoints", "3\n1 given\n");
    for (String name : List.of("checkpoint", "checkpoints", LAST, LAST.replace(".log", ".state"))) {
      Files.delete(rollback.resolve(name));
    }
    Files.delete(rollback.resolve(FIRST + ".sha256"));
    Files.write(rollback.resolve(FIRST), all.subList(0, 4));
    Path forged = log("re-chained-without-checkpoints", "3\n1 given\n");
    for (String name : List.of("checkpoint", "checkpoints", LAST, LAST.replace(".log", ".state"))) {
      Files.delete(forged.resolve(name));
    }
    Files.delete(forged.resolve(FIRST + ".sha256"));
    Files.write(forged.resolve(FIRST), reChained(lines));
    pack("pack-good", "0\n0 given\n");
    Path records = pack("pack-record-taken-out", "1\n1 given\n").resolve("log-1/records");
    changed = new ArrayList<>(Files.readAllLines(records));
    changed.remove(1);
    Files.write(records, changed);
  }

  /** Another amount in record 3, and every hash and link after it made to fit. */
  private static List<String> reChained(List<String> lines) {
    List<String> forged = new ArrayList<>(lines);
    String head = null;
    for (int i = 3; i < forged.size(); i++) {
      String json = forged.get(i).substring(HASH_AND_SPACE);
      json =
          head == null
              ? json.replace("\"output\":30", "\"output\":31")
              : json.replaceFirst("\"prev\":\"[0-9a-f]{64}\"", "\"prev\":\"" + head + "\"");
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      head = HexFormat.of().formatHex(LeafHash.of(LeafHash.sha256(), bytes, 0, bytes.length));
      forged.set(i, head + " " + json);
    }
    return forged;
  }

  private static void reseal(Path log, List<String> lines) throws IOException {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Files.write(log.resolve(FIRST), text);
    Files.writeString(log.resolve(FIRST + ".sha256"), LeafHash.hex(text) + "  " + FIRST + "\n");
  }

  private Path log(String name, String expected) throws IOException {
    Path log = vector(name, expected).resolve("log");
    Logs.copy(example, log);
    return log;
  }

  private Path pack(String name, String expected) throws Exception {
    Path vector = vector(name, expected);
    Path tar = target.resolve(name + ".tar");
    PackRequest request =
        new PackRequest("acme", null, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    EvidencePack.write(example, request, null, tar);
    new ProcessBuilder("tar", "-xf", tar.toString(), "-C", vector.toString()).start().waitFor();
    Files.move(vector.resolve("evidence"), vector.resolve("pack"));
    Files.delete(tar);
    // The test runs the scripts of this clone.
    Files.delete(vector.resolve("pack/verify.sh"));
    Files.delete(vector.resolve("pack/verify.py"));
    Path manifest = vector.resolve("pack/manifest.json");
    Files.writeString(
        manifest,
        Files.readString(manifest)
            .replaceAll("\"(?:verify\\.(?:sh|py)|log-1/records)\":\"[0-9a-f]+\",?", "")
            .replace(",}", "}"));
    return vector.resolve("pack");
  }

  private Path vector(String name, String expected) throws IOException {
    Path vector = Files.createDirectories(target.resolve(name));
    Files.writeString(vector.resolve("expected"), expected);
    Files.copy(example.resolve("checkpoint"), vector.resolve("given"));
    return vector;
  }
}
