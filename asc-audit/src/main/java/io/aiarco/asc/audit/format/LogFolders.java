package io.aiarco.asc.audit.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells an epoch folder, a writer folder and the root of all writers apart by what lies inside. */
public final class LogFolders {
  private LogFolders() {}

  /** Whether {@code folder} is one log. */
  public static boolean isLog(Path folder) throws IOException {
    return names(folder).stream()
        .anyMatch(
            name ->
                LogFiles.segmentSeq(name).isPresent()
                    || name.equals(LogFiles.CHECKPOINT)
                    || name.equals(LogFiles.CHECKPOINTS)
                    || LogFiles.isTorn(name));
  }

  /** The epochs of a writer, in order; one without any evidence was never begun. */
  public static List<Long> epochs(Path folder) throws IOException {
    List<Long> epochs = new ArrayList<>();
    for (String name : names(folder)) {
      if (LogFiles.epoch(name).isPresent()
          && Files.isDirectory(folder.resolve(name))
          && isLog(folder.resolve(name))) {
        epochs.add(LogFiles.epoch(name).getAsLong());
      }
    }
    epochs.sort(Comparator.naturalOrder());
    return epochs;
  }

  /** The writers below the root, without the registry. */
  public static List<String> writers(Path root) throws IOException {
    return names(root).stream()
        .filter(name -> !name.equals(LogFiles.REGISTRY))
        .filter(name -> Origin.WRITER.matcher(name).matches())
        .filter(name -> Files.isDirectory(root.resolve(name)))
        .toList();
  }

  /**
   * All logs in {@code folder}, whichever of the three it is: each writer's in the order of its
   * epochs.
   *
   * @throws IOException also when there is none
   */
  public static List<Path> logs(Path folder) throws IOException {
    List<Path> logs = find(folder);
    if (logs.isEmpty()) {
      throw new IOException("no log in " + folder);
    }
    return logs;
  }

  private static List<Path> find(Path folder) throws IOException {
    if (isLog(folder)) {
      return List.of(folder);
    }
    List<Path> logs = new ArrayList<>();
    for (long epoch : epochs(folder)) {
      logs.add(folder.resolve(Long.toString(epoch)));
    }
    if (logs.isEmpty()) {
      for (String writer : writers(folder)) {
        for (long epoch : epochs(folder.resolve(writer))) {
          logs.add(folder.resolve(writer).resolve(Long.toString(epoch)));
        }
      }
    }
    return logs;
  }

  /**
   * The logs in several folders, whichever of the three each is, by writer: each writer's in the
   * order of its epochs, wherever they lie.
   *
   * @throws IOException also when none of them has any
   */
  public static Collection<List<Path>> byWriter(List<Path> folders) throws IOException {
    Map<String, Map<Long, Path>> found = new TreeMap<>();
    for (Path folder : folders) {
      for (Path log : find(folder.toAbsolutePath())) {
        long epoch = LogFiles.epoch(String.valueOf(log.getFileName())).orElse(0);
        Path writer = log.getParent();
        String name = writer == null ? "" : String.valueOf(writer.getFileName());
        found.computeIfAbsent(name, any -> new TreeMap<>()).put(epoch, log);
      }
    }
    if (found.isEmpty()) {
      throw new IOException("no log in " + folders);
    }
    return found.values().stream().map(epochs -> List.copyOf(epochs.values())).toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
