package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code profile} and {@code acknowledge}: in production, what weakens the evidence must
 * be said by name, or the file does not load.
 */
final class ProfileSection {
  private ProfileSection() {}

  /** What the gateway is used for. */
  private enum Profile {
    DEVELOPMENT,
    PRODUCTION
  }

  /** What may be weak. */
  private enum Weakness {
    /** Nothing shows that the log was written anew. */
    NO_ANCHOR,
    /** Whoever gets the log's disk gets the key that signs it. */
    KEY_ON_LOG_DISK
  }

  static void compile(YamlMap root, List<AnchorConfig> anchors) {
    YamlValue value = root.get("profile");
    Profile profile = value == null ? null : Spelling.oneOf(value, Profile.class);
    Set<Weakness> acknowledged = acknowledged(root.get("acknowledge"));
    if (value == null || profile != Profile.PRODUCTION) {
      return;
    }
    if (anchors.isEmpty() && !acknowledged.contains(Weakness.NO_ANCHOR)) {
      value.refuseUnseen(
          "production without an anchor of the audit log",
          "an anchor in audit.anchors, or acknowledge: [no-anchor]");
    }
    if (!acknowledged.contains(Weakness.KEY_ON_LOG_DISK)) {
      value.refuseUnseen(
          "production with the log's signing key beside the log, in data",
          "acknowledge: [key-on-log-disk], until keys can live elsewhere");
    }
  }

  private static Set<Weakness> acknowledged(@Nullable YamlValue list) {
    Set<Weakness> acknowledged = EnumSet.noneOf(Weakness.class);
    if (list != null) {
      for (YamlValue item : list.list("a list such as [no-anchor]")) {
        Weakness weakness = Spelling.oneOf(item, Weakness.class);
        if (weakness != null) {
          acknowledged.add(weakness);
        }
      }
    }
    return acknowledged;
  }
}
