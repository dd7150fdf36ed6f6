package io.aiarco.asc.audit.verify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Holds the logs of a root against its registry: every writer it knows is there and not shorter
 * than last seen, and nobody else is. Single-thread.
 */
final class RegistryCheck {
  private final List<LogCheck> registry;
  private final Map<String, LogCheck> logs = new HashMap<>();

  RegistryCheck(List<LogCheck> registry, List<LogCheck> logs) {
    this.registry = registry;
    logs.forEach(log -> log.origin().ifPresent(origin -> this.logs.put(origin.toString(), log)));
  }

  /** Adds what it finds to the logs concerned. */
  void check() {
    Set<String> opened = new HashSet<>();
    for (LogCheck source : registry) {
      RecordRules rules = source.rules();
      for (WriterRecord writer : rules == null ? List.<WriterRecord>of() : rules.writers()) {
        if (writer.type().equals("writer.open")) {
          opened.add(writer.origin());
        }
        checkWriter(source, writer);
      }
    }
    LogCheck first = registry.get(0);
    boolean complete =
        first.start() == 0 && first.origin().filter(origin -> origin.epoch() == 1).isPresent();
    logs.forEach(
        (origin, log) -> {
          if (complete && !opened.contains(origin)) {
            log.fail(log.start(), "the registry does not know this log");
          }
        });
  }

  private void checkWriter(LogCheck source, WriterRecord writer) {
    LogCheck log = logs.get(writer.origin());
    if (log == null) {
      source.fail(writer.seq(), writer.type() + ": log " + writer.origin() + " is absent");
    } else if (writer.type().equals("writer.open")) {
      RecordRules rules = log.rules();
      if (log.start() == 0
          && rules != null
          && !rules.keys().keys().isEmpty()
          && !rules.keys().keys().get(0).key().toString().equals(writer.rootOrVkey())) {
        log.fail(0, "log.open: vkey differs from the registry");
      }
    } else if (writer.size() > log.next()) {
      log.fail(
          log.next(),
          "the log ends (expected: " + writer.size() + " records, as the registry has seen)");
    } else if (writer.size() >= log.start()
        && !Arrays.equals(
            Objects.requireNonNullElse(log.root(writer.size()), new byte[0]),
            HexFormat.of().parseHex(writer.rootOrVkey()))) {
      log.fail(
          writer.size(), "root at size " + writer.size() + " differs from what the registry saw");
    }
  }
}
