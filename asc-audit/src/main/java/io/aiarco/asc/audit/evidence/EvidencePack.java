package io.aiarco.asc.audit.evidence;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.deposit.KeptCheckpoint;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.LogFolders;
import io.aiarco.asc.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One file with what an auditor of one tenant needs, and nothing of other tenants: records, a proof
 * for each, checkpoints with what anchors gave for them, keys, and the scripts that verify all of
 * it on a machine without ASC or Java. The same log and request make the same bytes. Memory grows
 * with the pack, not with the log.
 */
public final class EvidencePack {
  private static final String ROOT = "evidence/";
  private static final List<String> SCRIPTS = List.of("verify.sh", "verify.py");

  private final Map<String, byte[]> files = new TreeMap<>();
  private int logs;
  private int records;

  private EvidencePack() {}

  /**
   * Writes the pack as a tar file.
   *
   * @param folder one log, a writer with its epochs, or the root of all writers
   * @param checkpoint a file with the checkpoint to prove its log under, which the auditor holds;
   *     null for the newest of each
   * @param target the file to write, which must not exist
   * @return how many records it holds
   * @throws IOException also when a log is not what was signed
   */
  public static int write(Path folder, PackRequest request, @Nullable Path checkpoint, Path target)
      throws IOException {
    return Readings.of(
        () -> {
          EvidencePack pack = new EvidencePack();
          Optional<Note> given =
              checkpoint == null ? Optional.empty() : Optional.of(Note.parseFile(checkpoint));
          for (Path log : LogFolders.logs(folder)) {
            pack.add(new LogReader(log), request, given);
          }
          if (pack.records == 0) {
            throw new FormatException(
                "tenant: "
                    + request.tenant()
                    + " (expected: one with records under a checkpoint in the time asked for)");
          }
          for (String script : SCRIPTS) {
            pack.files.put(script, script(script));
          }
          pack.files.put("manifest.json", pack.manifest(request));
          try (Tar tar = new Tar(Files.newOutputStream(target, StandardOpenOption.CREATE_NEW))) {
            for (Map.Entry<String, byte[]> file : pack.files.entrySet()) {
              tar.add(ROOT + file.getKey(), file.getValue());
            }
          }
          return pack.records;
        });
  }

  private void add(LogReader log, PackRequest request, Optional<Note> given)
      throws IOException, FormatException {
    List<Note> notes = log.checkpoints();
    if (notes.isEmpty()) {
      return;
    }
    Note newest = notes.get(notes.size() - 1);
    Note note = given.filter(it -> it.origin().equals(newest.origin())).orElse(newest);
    Slice slice = Slice.read(log, note.size(), request);
    if (slice.records().isEmpty()) {
      return;
    }
    String name = "log-" + ++logs + "/";
    List<FoundRecord> all = new ArrayList<>(slice.context());
    all.addAll(slice.records());
    all.sort(Comparator.comparingLong(FoundRecord::seq));
    for (RecordProof proof : LogProofs.prove(log, all, Optional.of(note))) {
      put(name + "proofs/" + proof.seq() + ".tlog-proof", proof.proof());
    }
    put(name + "records", lines(slice.records()));
    put(name + "context", lines(slice.context()));
    put(name + "vkey", log.vkey(note.size()) + "\n");
    files.put(name + "checkpoint", note.raw());
    for (KeptCheckpoint kept : log.anchored(note)) {
      String anchor = name + LogFiles.ANCHORS + "/" + kept.name();
      files.put(anchor + KeptCheckpoint.NOTE, kept.note().raw());
      kept.stamp().ifPresent(stamp -> files.put(anchor + KeptCheckpoint.STAMP, stamp));
    }
    records += slice.records().size();
  }

  private void put(String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String lines(List<FoundRecord> records) {
    StringBuilder lines = new StringBuilder();
    records.forEach(it -> lines.append(it.hash()).append(' ').append(it.json()).append('\n'));
    return lines.toString();
  }

  /** What was asked for, and the SHA-256 of every other file: a list of contents, no evidence. */
  private byte[] manifest(PackRequest request) {
    CanonicalJson json = new CanonicalJson();
    json.beginObject().name("files").beginObject();
    files.forEach((name, content) -> json.name(name).value(LeafHash.hex(content)));
    json.endObject().name("from").value(request.from().toString());
    String subject = request.subject();
    if (subject != null) {
      json.name("subject").value(subject);
    }
    json.name("tenant").value(request.tenant()).name("to").value(request.to().toString());
    json.name("v").value(1).endObject();
    return json.toByteArray();
  }

  private static byte[] script(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EvidencePack.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }
}
