package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.LogFiles;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How a {@link Journal} is opened. Immutable. */
public final class JournalConfig {
  private static final long REGISTRY_SEGMENT_BYTES = 1 << 20;

  private final Builder values;

  private JournalConfig(Builder values) {
    this.values = values;
  }

  /**
   * A builder.
   *
   * @param root the folder of all writers, made when missing
   * @param writer this instance's name, {@code [a-z0-9][a-z0-9.-]{0,62}}, not {@code registry}
   * @param domain first part of the log's origin, such as {@code example.com}
   * @param region third part of the origin: where this instance runs
   */
  public static Builder builder(Path root, String writer, String domain, String region) {
    if (writer.equals(LogFiles.REGISTRY)) {
      throw new IllegalArgumentException("writer: registry (expected: another name)");
    }
    return new Builder(root, writer, domain, region);
  }

  /** That of a root's log of logs, which is opened for each append: little must be read. */
  static Builder registry(Path root, String domain, String region) {
    Builder registry = new Builder(root, LogFiles.REGISTRY, domain, region);
    registry.registered = false;
    registry.segmentBytes = REGISTRY_SEGMENT_BYTES;
    registry.preallocateBytes = 0;
    return registry;
  }

  Path root() {
    return values.root;
  }

  /** Where logs may lie: the root, then the fallback. */
  List<Path> roots() {
    Path fallback = values.fallback;
    return fallback == null ? List.of(values.root) : List.of(values.root, fallback);
  }

  String writer() {
    return values.writer;
  }

  String domain() {
    return values.domain;
  }

  String region() {
    return values.region;
  }

  Path keys() {
    return values.keys;
  }

  Clock clock() {
    return values.clock;
  }

  RandomGenerator random() {
    return values.random;
  }

  boolean singleWriter() {
    return values.singleWriter;
  }

  long segmentBytes() {
    return values.segmentBytes;
  }

  Duration segmentAge() {
    return values.segmentAge;
  }

  int queueBytes() {
    return values.queueBytes;
  }

  Duration queueWait() {
    return values.queueWait;
  }

  Duration answersWithin() {
    return values.answersWithin;
  }

  int preallocateBytes() {
    return values.preallocateBytes;
  }

  long reserveBytes() {
    return values.reserveBytes;
  }

  Duration checkpointEvery() {
    return values.checkpointEvery;
  }

  Duration tickEvery() {
    return values.tickEvery;
  }

  String version() {
    return values.version;
  }

  /** How long records are kept; empty for ever. */
  Duration accountsKept() {
    return values.accountsKept;
  }

  Optional<Duration> retention() {
    return Optional.ofNullable(values.retention);
  }

  /** From which instant on records are kept, however old. */
  Supplier<Instant> heldFrom() {
    return values.heldFrom;
  }

  CheckpointListener listener() {
    return values.listener;
  }

  /** Whether the registry of the root is told of its logs. */
  boolean registered() {
    return values.registered;
  }

  /** That of the registry under the same root. */
  JournalConfig ofRegistry() {
    Builder registry = registry(root(), domain(), region());
    registry.keys = keys();
    registry.clock = clock();
    registry.random = random();
    registry.version = version();
    registry.listener = values.registryListener;
    registry.disk = disk();
    registry.ticker = ticker();
    return registry.build();
  }

  Disk disk() {
    return values.disk;
  }

  Ticker ticker() {
    return values.ticker;
  }

  /** Collects the parts of a {@link JournalConfig}. Single-thread. */
  public static final class Builder {
    private final Path root;
    private final String writer;
    private final String domain;
    private final String region;
    private Path keys;
    private @Nullable Path fallback;
    private Clock clock = Clock.systemUTC();
    private RandomGenerator random = new SecureRandom();
    private boolean singleWriter;
    private long segmentBytes = 64L << 20;
    private Duration segmentAge = Duration.ofHours(1);
    private int queueBytes = 1 << 20;
    private Duration queueWait = Duration.ofSeconds(5);
    private Duration answersWithin = Duration.ofSeconds(5);
    private int preallocateBytes = 8 << 20;
    private long reserveBytes = 256L << 20;
    private Duration checkpointEvery = Duration.ofSeconds(1);
    private Duration tickEvery = Duration.ofMinutes(5);
    private String version = "0.1.0";
    private @Nullable Duration retention;
    private Duration accountsKept = Duration.ofDays(1);
    private Supplier<Instant> heldFrom = () -> Instant.MAX;
    private CheckpointListener listener = CheckpointListener.NONE;
    private boolean registered = true;
    private CheckpointListener registryListener = CheckpointListener.NONE;
    private Disk disk = new FileDisk();
    private Ticker ticker = Ticker.SYSTEM;

    private Builder(Path root, String writer, String domain, String region) {
      this.root = Objects.requireNonNull(root, "root").toAbsolutePath();
      this.writer = Objects.requireNonNull(writer, "writer");
      this.domain = Objects.requireNonNull(domain, "domain");
      this.region = Objects.requireNonNull(region, "region");
      this.keys = this.root.resolveSibling("keys");
    }

    /** The folder of the signing keys; beside the root unless told. */
    public Builder keys(Path keys) {
      this.keys = keys;
      return this;
    }

    /**
     * A folder on another disk, where the writer goes on in a new epoch when the root's disk fails;
     * none unless told, and then it waits for the root's to work again.
     */
    public Builder fallback(Path fallback) {
      this.fallback = fallback.toAbsolutePath();
      return this;
    }

    /** Tells the time of records. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Makes keys, ids and nonces; must be fit for keys. Used under locks of the journal only. */
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /**
     * Whether a second process is refused instead of becoming {@code <writer>-2}: so it must be
     * when limits are configured, which two processes would double.
     */
    public Builder singleWriter(boolean singleWriter) {
      this.singleWriter = singleWriter;
      return this;
    }

    /** When a segment is sealed: at this many bytes or at this age, whichever comes first. */
    public Builder segment(long bytes, Duration age) {
      this.segmentBytes = requirePositive("segment bytes", bytes);
      this.segmentAge = age;
      return this;
    }

    /** How many bytes may wait for the disk, and how long a caller waits for room. */
    public Builder queue(int bytes, Duration wait) {
      this.queueBytes = (int) requirePositive("queue bytes", bytes);
      this.queueWait = wait;
      return this;
    }

    /** How long the disk may take for one thing; longer, and new calls are refused until it has. */
    public Builder answersWithin(Duration wait) {
      this.answersWithin = wait;
      return this;
    }

    /** How many zeros are written ahead of the records; 0 for none. */
    public Builder preallocateBytes(int bytes) {
      this.preallocateBytes = bytes;
      return this;
    }

    /**
     * New calls are refused when the disk has less room than this, so that running ones can end.
     */
    public Builder reserveBytes(long bytes) {
      this.reserveBytes = bytes;
      return this;
    }

    /** The shortest time between two checkpoints, and how long nothing happens before a tick. */
    public Builder cadence(Duration checkpointEvery, Duration tickEvery) {
      this.checkpointEvery = checkpointEvery;
      this.tickEvery = tickEvery;
      return this;
    }

    /** The program's version, as records name it. */
    public Builder version(String version) {
      this.version = Objects.requireNonNull(version, "version");
      return this;
    }

    /**
     * For how long after their period's end accounts still bound calls, in a rolling limit: they
     * stay in state files for that and a day more; default zero.
     */
    public Builder accountsKept(Duration afterTheirEnd) {
      this.accountsKept = afterTheirEnd.plusDays(1);
      return this;
    }

    /**
     * How long records are kept; for ever unless told. Whole sealed segments are deleted, the
     * oldest first, when a segment is sealed.
     *
     * @param heldFrom records from this instant on are kept, however old; asked on the journal's
     *     thread, so it must answer at once
     */
    public Builder retention(Duration retention, Supplier<Instant> heldFrom) {
      requirePositive("retention days", retention.toDays());
      this.retention = retention;
      this.heldFrom = Objects.requireNonNull(heldFrom, "heldFrom");
      return this;
    }

    /** Who is told of each signed checkpoint. */
    public Builder listener(CheckpointListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** Whether the registry of the root is told of this writer's logs, as it is unless told. */
    public Builder registered(boolean registered) {
      this.registered = registered;
      return this;
    }

    /**
     * Who is told of each checkpoint of the registry that this process signs. It may be called on
     * another thread than the journal's.
     */
    public Builder registryListener(CheckpointListener listener) {
      this.registryListener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    Builder disk(Disk disk) {
      this.disk = disk;
      return this;
    }

    Builder ticker(Ticker ticker) {
      this.ticker = ticker;
      return this;
    }

    /** The configuration. */
    public JournalConfig build() {
      if (root.equals(fallback)) {
        throw new IllegalArgumentException("fallback: " + root + " (expected: not the root)");
      }
      Builder copy = new Builder(root, writer, domain, region);
      copy.keys = keys;
      copy.fallback = fallback;
      copy.clock = clock;
      copy.random = random;
      copy.singleWriter = singleWriter;
      copy.segmentBytes = segmentBytes;
      copy.segmentAge = segmentAge;
      copy.queueBytes = queueBytes;
      copy.queueWait = queueWait;
      copy.answersWithin = answersWithin;
      copy.preallocateBytes = preallocateBytes;
      copy.reserveBytes = reserveBytes;
      copy.checkpointEvery = checkpointEvery;
      copy.tickEvery = tickEvery;
      copy.version = version;
      copy.retention = retention;
      copy.accountsKept = accountsKept;
      copy.heldFrom = heldFrom;
      copy.listener = listener;
      copy.registered = registered;
      copy.registryListener = registryListener;
      copy.disk = disk;
      copy.ticker = ticker;
      return new JournalConfig(copy);
    }

    private static long requirePositive(String what, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(what + ": " + value + " (expected: >= 1)");
      }
      return value;
    }
  }
}
