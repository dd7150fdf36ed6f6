package io.aiarco.asc.audit.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What stands in a writer's logs, read with three patterns and none of the journal's code: records
 * of calls by kind, call and attempt, with how often each is there. Immutable.
 */
record LoggedRecords(Map<String, Integer> counts) {
  private static final Pattern TYPE =
      Pattern.compile("\"type\":\"((?:call|decision|incident)[a-z.]*)\"");
  private static final Pattern CALL = Pattern.compile("\"call\":\"([0-9A-Z]{26})\"");
  private static final Pattern ATTEMPT = Pattern.compile("\"attempt\":([0-9]+)");
  private static final Pattern PREVIOUS = Pattern.compile("\"prev_log\":\\{[^}]*\"size\":([0-9]+)");

  /** Reads all epochs of {@code writer}; of an older one what the next one says was its part. */
  static LoggedRecords read(SimulatedDisk disk, Path writer) {
    return read(disk.files(writer), disk::peek);
  }

  /** The same of a real disk. */
  static LoggedRecords read(Path writer) throws IOException {
    try (Stream<Path> files = Files.walk(writer)) {
      return read(files.sorted().toList(), LoggedRecords::bytes);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LoggedRecords read(List<Path> files, Function<Path, byte[]> bytes) {
    Map<Path, List<String>> epochs = new LinkedHashMap<>();
    for (Path file : files) {
      if (file.toString().endsWith(".log")) {
        String text = new String(bytes.apply(file), StandardCharsets.ISO_8859_1);
        List<String> lines = epochs.computeIfAbsent(file.getParent(), f -> new ArrayList<>());
        text.lines().filter(line -> !line.startsWith("\0")).forEach(lines::add);
      }
    }
    List<String> all = new ArrayList<>();
    int begin = 0;
    for (List<String> lines : epochs.values()) {
      Matcher previous = PREVIOUS.matcher(lines.get(0));
      if (previous.find()) {
        all.subList(begin + Integer.parseInt(previous.group(1)), all.size()).clear();
      }
      begin = all.size();
      all.addAll(lines);
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    all.forEach(line -> count(line, counts));
    return new LoggedRecords(counts);
  }

  private static void count(String line, Map<String, Integer> counts) {
    Matcher type = TYPE.matcher(line);
    Matcher call = CALL.matcher(line);
    if (type.find() && call.find()) {
      String key = type.group(1) + " " + call.group(1);
      Matcher attempt = ATTEMPT.matcher(line);
      boolean numbered = type.group(1).equals("call.attempt") && attempt.find();
      counts.merge(numbered ? key + " " + attempt.group(1) : key, 1, Integer::sum);
    }
  }

  boolean has(String key) {
    return counts.containsKey(key);
  }
}
