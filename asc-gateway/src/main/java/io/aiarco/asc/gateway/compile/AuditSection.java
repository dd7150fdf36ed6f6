package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.audit.Ack;
import io.aiarco.asc.audit.WhenUnavailable;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.gateway.yaml.Problems;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code audit}: what the log is called, where it may lie, what data classes ask of it,
 * where its checkpoints and records go. Single-thread.
 */
final class AuditSection {
  private static final Pattern ORIGIN_PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final String CLASSES =
      "a mapping of data classes, such as {phi: {regulated: true}}";

  private static final List<String> REFUSE = List.of("refuse");

  private final Problems problems;
  private final Map<DataClass, Ack> acks = new LinkedHashMap<>();
  private final AnchorSection anchors;
  private final ShipSection sinks;
  private final Set<DataClass> refused = new LinkedHashSet<>();
  private AuditConfig log = AuditConfig.STANDARD;
  private Duration longestWait = WhenUnavailable.REFUSE.atMost();

  AuditSection(Problems problems, SecretReference secrets, Path folder) {
    this.problems = problems;
    this.anchors = new AnchorSection(problems, secrets, folder);
    this.sinks = new ShipSection(problems, secrets, folder);
  }

  /** {@code folder}: what a relative path starts from. */
  void compile(YamlMap root, Path folder) {
    YamlValue value = root.get("audit");
    YamlMap map =
        value == null
            ? null
            : value.map("domain, region, fallback, retention, wait, lag, classes, anchors or ship");
    if (map == null) {
      return;
    }
    log =
        new AuditConfig(
            part(map.get("domain"), log.domain()),
            part(map.get("region"), log.region()),
            InstanceSections.path(map.get("fallback"), folder),
            retention(map.get("retention"), log.retention()),
            duration(map.get("lag"), log.lag()));
    longestWait = duration(map.get("wait"), longestWait);
    classes(map.get("classes"));
    anchors.compile(map.get("anchors"));
    sinks.compile(map.get("ship"));
    map.done();
  }

  /** What the log is called. */
  AuditConfig log() {
    return log;
  }

  /** Where checkpoints go. */
  List<AnchorConfig> anchors() {
    return anchors.anchors();
  }

  /** Where copies of its records go. */
  List<SinkConfig> sinks() {
    return sinks.sinks();
  }

  /** What callers wait for, by data class. */
  Map<DataClass, Ack> acks() {
    return acks;
  }

  /** How long a call waits for its record. */
  Duration longestWait() {
    return longestWait;
  }

  /** Data classes whose calls never go on without records. */
  Set<DataClass> refused() {
    return refused;
  }

  private static Duration duration(@Nullable YamlValue value, Duration otherwise) {
    Duration read = value == null ? null : value.as(Spelling::duration, Spelling.DURATION);
    return read == null ? otherwise : read;
  }

  private static Duration retention(@Nullable YamlValue value, Duration otherwise) {
    Duration kept = value == null ? null : value.as(AuditSection::days, "days such as 2192d");
    return kept == null ? otherwise : kept;
  }

  private static Duration days(String text) {
    Duration kept = Spelling.duration(text);
    if (kept.toDays() < 1 || !kept.equals(Duration.ofDays(kept.toDays()))) {
      throw new IllegalArgumentException(text);
    }
    return kept;
  }

  private void classes(@Nullable YamlValue section) {
    YamlMap members = section == null ? null : section.map(CLASSES);
    if (members == null) {
      return;
    }
    for (Map.Entry<String, YamlValue> member : members.members().entrySet()) {
      String name = member.getKey();
      DataClass dataClass = Names.read(DataClass::new, name, members.keyPlace(name), problems);
      YamlMap map = member.getValue().map("regulated, ack or when-unavailable");
      if (dataClass != null && map != null) {
        dataClass(dataClass, map);
      }
    }
  }

  /**
   * What a regulated class promises must not depend on one more key. Nor is a class whose callers
   * wait for the record of a call's end one whose calls may have none.
   */
  private void dataClass(DataClass dataClass, YamlMap map) {
    YamlValue flag = map.get("regulated");
    boolean regulated =
        flag != null && Boolean.TRUE.equals(flag.as(Spelling::flag, "true or false"));
    YamlValue asked = map.get("ack");
    Ack ack = asked == null ? null : Spelling.oneOf(asked, Ack.class);
    YamlValue otherwise = map.get("when-unavailable");
    boolean refuses = otherwise != null && otherwise.oneOf(REFUSE, "refuse") != null;
    map.done();
    Ack usual = regulated ? Ack.BOTH : Ack.INTENT;
    acks.put(dataClass, ack == null ? usual : ack);
    if (regulated || refuses || ack == Ack.BOTH) {
      refused.add(dataClass);
    }
  }

  private static String part(@Nullable YamlValue value, String otherwise) {
    return InstanceSections.text(
        value,
        InstanceSections.matching(ORIGIN_PART),
        "1 to 63 of A-Z a-z 0-9 . _ -, a letter or digit first",
        otherwise);
  }
}
