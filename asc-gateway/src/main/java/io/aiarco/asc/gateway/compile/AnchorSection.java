package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.audit.anchor.Anchor;
import io.aiarco.asc.audit.anchor.FileAnchor;
import io.aiarco.asc.audit.anchor.HttpAnchor;
import io.aiarco.asc.audit.anchor.TimestampAnchor;
import io.aiarco.asc.audit.anchor.WitnessAnchor;
import io.aiarco.asc.audit.outbound.Destination;
import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.gateway.yaml.Problems;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles {@code audit.anchors}. Single-thread. */
final class AnchorSection {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");

  private final Problems problems;
  private final ServerKeys servers;
  private final Path folder;
  private final List<AnchorConfig> anchors = new ArrayList<>();

  /** What an anchor is; the time is that between two deposits unless told. */
  private enum Kind {
    WITNESS(Duration.ofSeconds(10)),
    TSA(Duration.ofHours(1)),
    FILE(Duration.ofSeconds(10)),
    HTTP(Duration.ofSeconds(10));

    final Duration every;

    Kind(Duration every) {
      this.every = every;
    }
  }

  AnchorSection(Problems problems, SecretReference secrets, Path folder) {
    this.problems = problems;
    this.servers = new ServerKeys(secrets);
    this.folder = folder;
  }

  void compile(@Nullable YamlValue section) {
    YamlMap members = section == null ? null : section.map("a mapping of anchors by name");
    if (members == null) {
      return;
    }
    for (Map.Entry<String, YamlValue> member : members.members().entrySet()) {
      if (!NAME.matcher(member.getKey()).matches()) {
        problems.add(
            members.keyPlace(member.getKey()),
            "a name of other characters",
            "1 to 31 of a-z 0-9 -, a letter or digit first");
      }
      YamlMap map = member.getValue().map("kind, and what the kind needs");
      if (map != null) {
        anchor(member.getKey(), map);
      }
    }
  }

  /** All that could be compiled. */
  List<AnchorConfig> anchors() {
    return anchors;
  }

  private void anchor(String name, YamlMap map) {
    YamlValue word = map.require("kind", "one of witness, tsa, file, http");
    Kind kind = word == null ? null : Spelling.oneOf(word, Kind.class);
    if (kind == null) {
      return; // which keys it may have hangs on the kind
    }
    YamlValue turn = map.get("every");
    Duration every = turn == null ? kind.every : turn.as(Spelling::duration, Spelling.DURATION);
    BiFunction<Egress, Clock, Anchor> opener = opener(name, kind, map);
    map.done();
    if (every != null && opener != null) {
      anchors.add(new AnchorConfig(name, every, true, opener));
    }
  }

  private @Nullable BiFunction<Egress, Clock, Anchor> opener(String name, Kind kind, YamlMap map) {
    if (kind == Kind.FILE) {
      YamlValue value = map.require("folder", "a folder that the operator cannot change");
      Path drop = value == null ? null : value.as(folder::resolve, "a folder");
      return drop == null ? null : (egress, clock) -> new FileAnchor(drop);
    }
    BiFunction<Egress, Clock, Destination> server = servers.read("anchor-" + name, map);
    return switch (kind) {
      case WITNESS -> {
        YamlValue value = map.require("vkey", "the witness's verifier key");
        String vkey =
            value == null
                ? null
                : value.as(WitnessAnchor::requireVkey, "name+id+key, an Ed25519 key of type 0x04");
        yield vkey == null || server == null
            ? null
            : (egress, clock) -> WitnessAnchor.of(server.apply(egress, clock), vkey);
      }
      case TSA -> {
        byte[] roots = roots(map);
        yield roots.length == 0 || server == null
            ? null
            : (egress, clock) ->
                TimestampAnchor.of(server.apply(egress, clock), roots, new SecureRandom());
      }
      default ->
          server == null ? null : (egress, clock) -> new HttpAnchor(server.apply(egress, clock));
    };
  }

  private byte[] roots(YamlMap map) {
    String expected = "a file with the authority's root certificate, PEM or DER";
    YamlValue value = map.require("roots", expected);
    byte[] roots =
        value == null
            ? null
            : value.as(
                name -> {
                  try {
                    return TimestampAnchor.requireRoots(Files.readAllBytes(folder.resolve(name)));
                  } catch (IOException e) {
                    throw new IllegalArgumentException(name, e);
                  }
                },
                expected);
    return roots == null ? new byte[0] : roots;
  }
}
