package io.aiarco.asc.audit.custody;

import io.aiarco.asc.audit.evidence.LogQuery;
import io.aiarco.asc.audit.evidence.RecordFilter;
import io.aiarco.asc.audit.format.LogFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the logs of an installation lie. Immutable.
 *
 * @param fallback the folder a writer goes to when the root's disk fails; null for none
 */
record LogRoots(Path root, @Nullable Path fallback) {
  /** The logs of each writer in the order of its epochs, wherever they lie. */
  SortedMap<String, List<Path>> byWriter() throws IOException {
    SortedMap<String, SortedMap<Long, Path>> found = new TreeMap<>();
    add(root, found);
    if (fallback != null && Files.isDirectory(fallback)) {
      add(fallback, found);
    }
    SortedMap<String, List<Path>> logs = new TreeMap<>();
    found.forEach((writer, epochs) -> logs.put(writer, List.copyOf(epochs.values())));
    return logs;
  }

  private static void add(Path folder, SortedMap<String, SortedMap<Long, Path>> found)
      throws IOException {
    for (String writer : LogFolders.writers(folder)) {
      for (long epoch : LogFolders.epochs(folder.resolve(writer))) {
        found
            .computeIfAbsent(writer, name -> new TreeMap<>())
            .put(epoch, folder.resolve(writer).resolve(Long.toString(epoch)));
      }
    }
  }

  /** Hands over the members of every admitted record, of each writer the oldest first. */
  void records(RecordFilter filter, Consumer<Map<String, Object>> sink) throws IOException {
    List<Path> all = new ArrayList<>();
    byWriter().values().forEach(all::addAll);
    LogQuery.records(all, filter, sink);
  }
}
