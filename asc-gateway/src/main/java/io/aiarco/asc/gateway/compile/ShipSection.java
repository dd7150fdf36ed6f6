package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.audit.outbound.Destination;
import io.aiarco.asc.audit.ship.FileSink;
import io.aiarco.asc.audit.ship.HttpSink;
import io.aiarco.asc.audit.ship.RecordSink;
import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.gateway.yaml.Problems;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles {@code audit.ship}. Single-thread. */
final class ShipSection {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");

  private final Problems problems;
  private final ServerKeys servers;
  private final Path folder;
  private final List<SinkConfig> sinks = new ArrayList<>();

  /** What a sink is. */
  private enum Kind {
    FILE,
    HTTP
  }

  ShipSection(Problems problems, SecretReference secrets, Path folder) {
    this.problems = problems;
    this.servers = new ServerKeys(secrets);
    this.folder = folder;
  }

  void compile(@Nullable YamlValue section) {
    YamlMap members = section == null ? null : section.map("a mapping of sinks by name");
    if (members == null) {
      return;
    }
    for (Map.Entry<String, YamlValue> member : members.members().entrySet()) {
      String name = member.getKey();
      if (!NAME.matcher(name).matches()) {
        problems.add(
            members.keyPlace(name),
            "a name of other characters",
            "1 to 31 of a-z 0-9 -, a letter or digit first");
      }
      YamlMap map = member.getValue().map("kind, and what the kind needs");
      YamlValue word = map == null ? null : map.require("kind", "one of file, http");
      Kind kind = word == null ? null : Spelling.oneOf(word, Kind.class);
      if (map != null && kind != null) {
        BiFunction<Egress, Clock, RecordSink> opener = opener(name, kind, map);
        map.done();
        if (opener != null) {
          sinks.add(new SinkConfig(name, opener));
        }
      }
    }
  }

  /** All that could be compiled. */
  List<SinkConfig> sinks() {
    return sinks;
  }

  private @Nullable BiFunction<Egress, Clock, RecordSink> opener(
      String name, Kind kind, YamlMap map) {
    if (kind == Kind.FILE) {
      YamlValue value = map.require("folder", "a folder on another disk or host");
      Path copies = value == null ? null : value.as(folder::resolve, "a folder");
      return copies == null ? null : (egress, clock) -> new FileSink(copies);
    }
    BiFunction<Egress, Clock, Destination> server = servers.read("ship-" + name, map);
    return server == null ? null : (egress, clock) -> new HttpSink(server.apply(egress, clock));
  }
}
