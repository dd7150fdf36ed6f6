package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.format.LogFiles;
import io.aiarco.asc.audit.format.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the logs of each writer lie, under whichever of the configured roots. Immutable. */
record EpochFolders(Disk disk, List<Path> roots) {
  /** One log. */
  record Epoch(long number, Path folder) {}

  /** The writers that have a log, the registry not among them. */
  List<String> writers() throws IOException {
    TreeSet<String> writers = new TreeSet<>();
    for (Path root : roots) {
      for (String name : disk.list(root)) {
        if (!name.equals(LogFiles.REGISTRY)
            && Origin.WRITER.matcher(name).matches()
            && newest(name).isPresent()) {
          writers.add(name);
        }
      }
    }
    return List.copyOf(writers);
  }

  /** A writer's newest log; empty before its first. */
  Optional<Epoch> newest(String writer) throws IOException {
    List<Epoch> all = all(writer);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /**
   * A writer's logs, the oldest first.
   *
   * @throws AuditUnavailableException when two roots hold one: which of them counts only its
   *     operator can tell
   */
  List<Epoch> all(String writer) throws IOException {
    TreeMap<Long, Epoch> all = new TreeMap<>();
    for (Path root : roots) {
      Path folder = root.resolve(writer);
      for (String name : disk.list(folder)) {
        OptionalLong number = LogFiles.epoch(name);
        if (number.isEmpty() || !LogEnd.exists(disk.list(folder.resolve(name)))) {
          continue;
        }
        Epoch epoch = new Epoch(number.getAsLong(), folder.resolve(name));
        Epoch other = all.put(epoch.number, epoch);
        if (other != null) {
          throw new AuditUnavailableException(
              "epoch " + name + ": in " + other.folder + " and in " + folder + " (expected: one)",
              null);
        }
      }
    }
    return List.copyOf(all.values());
  }

  /** The folders of a writer, which need not exist. */
  List<Path> of(String writer) {
    return roots.stream().map(root -> root.resolve(writer)).toList();
  }
}
