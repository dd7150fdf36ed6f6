package io.aiarco.asc.audit.format;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the files of one log. */
public final class LogFiles {
  /** Signed checkpoints, appended. */
  public static final String CHECKPOINTS = "checkpoints";

  /** The newest checkpoint. */
  public static final String CHECKPOINT = "checkpoint";

  /** The lock beside the epochs of a writer. */
  public static final String LOCK = "LOCK";

  /** The folder of the log of logs. */
  public static final String REGISTRY = "registry";

  /** The folder of tiles: a prefix of C2SP tlog-tiles. */
  public static final String TILES = "tiles";

  /** The folder of what anchors gave back for checkpoints. */
  public static final String ANCHORS = "anchors";

  /** Files being made; worth nothing after a crash. */
  public static final String TEMPORARY = ".tmp";

  private static final Pattern SEGMENT = Pattern.compile("seg-([0-9]{20})\\.log");
  private static final Pattern SEAL = Pattern.compile("seg-([0-9]{20})\\.log\\.sha256");
  private static final Pattern STATE = Pattern.compile("seg-([0-9]{20})\\.state");
  private static final Pattern EPOCH = Pattern.compile("[1-9][0-9]{0,15}");
  private static final Pattern TORN =
      Pattern.compile("torn-(?:([0-9]{1,20})|checkpoints)-([0-9]{1,20})\\.bin");

  private LogFiles() {}

  /** The segment that begins with record {@code seq}. */
  public static String segment(long seq) {
    return String.format("seg-%020d.log", seq);
  }

  /** The hash of a sealed segment. */
  public static String seal(long seq) {
    return segment(seq) + ".sha256";
  }

  /** The state before a segment's first record. */
  public static String state(long seq) {
    return String.format("seg-%020d.state", seq);
  }

  /** Bytes cut off the records from {@code seq} on. */
  public static String torn(long seq, long number) {
    return "torn-" + seq + "-" + number + ".bin";
  }

  /** Bytes cut off {@link #CHECKPOINTS}. */
  public static String tornCheckpoints(long number) {
    return "torn-checkpoints-" + number + ".bin";
  }

  /** The first record of the segment file {@code name}; empty when it is none. */
  public static OptionalLong segmentSeq(String name) {
    return number(SEGMENT.matcher(name), 1);
  }

  /** The first record of the segment whose hash the file {@code name} holds. */
  public static OptionalLong sealSeq(String name) {
    return number(SEAL.matcher(name), 1);
  }

  /** The segment before whose first record the state in the file {@code name} is. */
  public static OptionalLong stateSeq(String name) {
    return number(STATE.matcher(name), 1);
  }

  /** The epoch of the folder {@code name}. */
  public static OptionalLong epoch(String name) {
    return EPOCH.matcher(name).matches()
        ? OptionalLong.of(Long.parseLong(name))
        : OptionalLong.empty();
  }

  /** Whether {@code name} is that of a torn file. */
  public static boolean isTorn(String name) {
    return TORN.matcher(name).matches();
  }

  /** Where the torn file {@code name} was cut; empty for one of checkpoints. */
  public static OptionalLong tornSeq(String name) {
    return number(TORN.matcher(name), 1);
  }

  /** The second number of the torn file {@code name}. */
  public static OptionalLong tornNumber(String name) {
    return number(TORN.matcher(name), 2);
  }

  private static OptionalLong number(Matcher matcher, int group) {
    if (!matcher.matches() || matcher.group(group) == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(matcher.group(group)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty(); // twenty digits may exceed a long: no record has such a number
    }
  }
}
