package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.LogFolders;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.audit.format.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies logs against {@code docs/audit-format.md}: one epoch folder, a writer with all its
 * epochs, or the root with all writers and the registry. Reads only. Immutable.
 */
public final class Verifier {
  private static final int EXIT_FINDINGS = 1;
  private static final int EXIT_UNREADABLE = 2;
  private static final int LF = '\n';

  private final Trust trust;
  private final ReadAhead ahead;
  private final int keptCalls;

  private Verifier(Trust trust, ReadAhead ahead, int keptCalls) {
    this.trust = trust;
    this.ahead = ahead;
    this.keptCalls = keptCalls;
  }

  /**
   * Verifies {@code folder}, trusting only what was obtained elsewhere. Never throws: what cannot
   * be read gives exit code 2.
   *
   * @param vkeys verifier keys, {@code name+id+key}
   * @param checkpoints files with one signed checkpoint each
   */
  public static VerifyReport verify(Path folder, List<String> vkeys, List<Path> checkpoints) {
    return verify(folder, vkeys, checkpoints, Pace.ofMachine());
  }

  /** Does the same at a pace of its own. */
  public static VerifyReport verify(
      Path folder, List<String> vkeys, List<Path> checkpoints, Pace pace) {
    return verify(folder, new Outside(vkeys, checkpoints, List.of(), List.of(), List.of()), pace);
  }

  /** The same with everything that an auditor can have got elsewhere. */
  public static VerifyReport verify(Path folder, Outside outside, Pace pace) {
    return verify(folder, outside, pace, NewestCalls.KEPT);
  }

  /** The same, remembering at first only so many calls of a log, which its report never shows. */
  static VerifyReport verify(Path folder, Outside outside, Pace pace, int keptCalls) {
    try {
      Trust trust = Trust.read(outside);
      try (ReadAhead ahead = new ReadAhead(pace, segmentBytes(folder))) {
        return new Verifier(trust, ahead, keptCalls).report(folder, outside.registries());
      }
    } catch (FormatException e) {
      return unreadable(String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      return unreadable(e.toString());
    }
  }

  private static long segmentBytes(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes +=
            LogFiles.segmentSeq(file.getFileName().toString()).isPresent() ? Files.size(file) : 0;
      }
      return bytes;
    }
  }

  private static VerifyReport unreadable(String why) {
    return new VerifyReport(EXIT_UNREADABLE, List.of("cannot read: " + why), List.of());
  }

  private VerifyReport report(Path folder, List<Path> registries) throws IOException {
    List<LogCheck> logs = verifyFolder(folder, registries);
    if (logs.isEmpty()) {
      return unreadable("no log in " + folder);
    }
    List<String> lines = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    int exitCode = 0;
    for (LogCheck log : logs) {
      lines.addAll(log.lines());
      findings.addAll(log.findings());
      exitCode = Math.max(exitCode, log.exitCode());
    }
    for (Finding absent : absent(logs)) {
      lines.add(absent.toString());
      findings.add(absent);
    }
    return new VerifyReport(findings.isEmpty() ? exitCode : EXIT_FINDINGS, lines, findings);
  }

  private List<Finding> absent(List<LogCheck> logs) {
    List<Finding> findings = new ArrayList<>();
    for (Note note : trust.notes()) {
      if (logs.stream().noneMatch(log -> log.originText().equals(note.origin()))) {
        findings.add(
            new Finding(note.origin(), note.size(), "the log of a given checkpoint is absent"));
      }
    }
    for (Vkey key : trust.vkeys()) {
      if (logs.stream()
          .noneMatch(log -> log.origin().filter(o -> o.keyName().equals(key.name())).isPresent())) {
        findings.add(new Finding(key.name(), 0, "no log of the given key"));
      }
    }
    return findings;
  }

  private List<LogCheck> verifyFolder(Path folder, List<Path> registries) throws IOException {
    if (!registries.isEmpty()
        && (LogFolders.isLog(folder) || !LogFolders.epochs(folder).isEmpty())) {
      throw new IOException("registry: for " + folder + " (expected: the folder of all writers)");
    }
    if (LogFolders.isLog(folder)) {
      return List.of(check(folder, null, null, Set.of()));
    }
    if (!LogFolders.epochs(folder).isEmpty()) {
      return verifyWriter(folder, null, Map.of());
    }
    return verifyRoot(folder, registries);
  }

  private List<LogCheck> verifyRoot(Path root, List<Path> given) throws IOException {
    List<List<LogCheck>> registries = new ArrayList<>();
    List<LogCheck> logs = new ArrayList<>();
    Map<String, Set<Long>> wanted = new HashMap<>();
    if (Files.isDirectory(root.resolve(LogFiles.REGISTRY))) {
      registries.add(verifyRegistry(root.resolve(LogFiles.REGISTRY), wanted));
    }
    for (Path registry : given) {
      registries.add(verifyRegistry(registry, wanted));
      if (registries.get(registries.size() - 1).isEmpty()) {
        throw new IOException("no registry in " + registry);
      }
    }
    for (String name : LogFolders.writers(root)) {
      logs.addAll(verifyWriter(root.resolve(name), name, wanted));
    }
    List<LogCheck> all = new ArrayList<>();
    for (List<LogCheck> registry : registries) {
      if (!registry.isEmpty()) {
        new RegistryCheck(registry, logs).check();
        all.addAll(registry);
      }
    }
    all.addAll(logs);
    return all;
  }

  /** Also adds to {@code wanted} at which sizes it has seen which log. */
  private List<LogCheck> verifyRegistry(Path folder, Map<String, Set<Long>> wanted)
      throws IOException {
    List<LogCheck> registry = verifyWriter(folder, LogFiles.REGISTRY, Map.of());
    for (LogCheck log : registry) {
      RecordRules rules = log.rules();
      if (rules != null) {
        rules
            .writers()
            .forEach(w -> wanted.computeIfAbsent(w.origin(), o -> new HashSet<>()).add(w.size()));
      }
    }
    return registry;
  }

  /** All epochs of one writer; each ends where {@code prev_log} of the next says. */
  private List<LogCheck> verifyWriter(
      Path folder, @Nullable String writer, Map<String, Set<Long>> wanted) throws IOException {
    List<LogCheck> logs = new ArrayList<>();
    List<Long> epochs = LogFolders.epochs(folder);
    for (int i = 0; i < epochs.size(); i++) {
      long epoch = epochs.get(i);
      boolean linked = i + 1 < epochs.size() && epochs.get(i + 1) == epoch + 1;
      Long cut = linked ? cutNamedBy(folder.resolve(Long.toString(epoch + 1))) : null;
      LogCheck before = i > 0 && epochs.get(i - 1) == epoch - 1 ? logs.get(i - 1) : null;
      Set<Long> sizes = new HashSet<>();
      wanted.forEach(
          (origin, seen) -> {
            if (origin.endsWith("/" + writer + "/" + epoch)) {
              sizes.addAll(seen);
            }
          });
      LogCheck log = check(folder.resolve(Long.toString(epoch)), cut, before, sizes);
      requireNames(log, writer, epoch);
      logs.add(log);
    }
    return logs;
  }

  private LogCheck check(
      Path folder, @Nullable Long cut, @Nullable LogCheck before, Set<Long> sizes)
      throws IOException {
    try {
      return new LogCheck(ahead, folder, trust, cut, before, sizes, new NewestCalls(keptCalls))
          .check();
    } catch (CallIds.ForgottenException e) {
      return new LogCheck(ahead, folder, trust, cut, before, sizes, new AllCalls()).check();
    }
  }

  private static void requireNames(LogCheck log, @Nullable String writer, long epoch) {
    Optional<Origin> origin = log.origin();
    if (origin.isPresent()
        && (origin.get().epoch() != epoch
            || writer != null && !origin.get().writer().equals(writer))) {
      log.fail(log.start(), "origin " + origin.get() + " (expected: as the folder's names)");
    }
  }

  private static @Nullable Long cutNamedBy(Path folder) throws IOException {
    Path first = folder.resolve(LogFiles.segment(0));
    if (!Files.exists(first)) {
      return null;
    }
    byte[] data = Files.readAllBytes(first);
    int end = 0;
    while (end < data.length && data[end] != LF) {
      end++;
    }
    try {
      if (end > 65
          && HexFormat.of()
              .formatHex(LeafHash.of(LeafHash.sha256(), data, 65, end - 65))
              .equals(new String(data, 0, 64, java.nio.charset.StandardCharsets.US_ASCII))
          && RecordJson.record(data, 65, end - 65).get("prev_log") instanceof Map<?, ?> prev
          && Fields.isCount(prev.get("size"))) {
        return Long.valueOf(String.valueOf(prev.get("size")));
      }
      return null;
    } catch (FormatException e) {
      return null; // reported when that log is checked
    }
  }
}
