package io.aiarco.asc.call;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the caller declares about a call. Tenant, team and principal are not here: they come from
 * the verified credential. Immutable.
 */
public final class CallContext {
  /** Nothing declared. */
  public static final CallContext NONE = new Builder().build();

  private final @Nullable IdempotencyKey idempotencyKey;
  private final Tags tags;
  private final @Nullable Duration deadline;
  private final @Nullable DataClass dataClass;
  private final @Nullable Workload workload;
  private final @Nullable String purpose;
  private final @Nullable String subject;
  private final @Nullable String session;
  private final @Nullable Criticality criticality;

  private CallContext(Builder builder) {
    this.idempotencyKey = builder.idempotencyKey;
    this.tags = builder.tags;
    this.deadline = builder.deadline;
    this.dataClass = builder.dataClass;
    this.workload = builder.workload;
    this.purpose = builder.purpose;
    this.subject = builder.subject;
    this.session = builder.session;
    this.criticality = builder.criticality;
  }

  /** The key under which a repeated call gets the first one's reply. */
  public Optional<IdempotencyKey> idempotencyKey() {
    return Optional.ofNullable(idempotencyKey);
  }

  /** What the call is booked under. */
  public Tags tags() {
    return tags;
  }

  /**
   * How long the call may take in all, failover and queueing included; absent: the client's
   * default.
   */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** How sensitive the content is. */
  public Optional<DataClass> dataClass() {
    return Optional.ofNullable(dataClass);
  }

  /** The program that calls. */
  public Optional<Workload> workload() {
    return Optional.ofNullable(workload);
  }

  /** Why the call is made, in the operator's words, 1 to 128 characters. */
  public Optional<String> purpose() {
    return Optional.ofNullable(purpose);
  }

  /**
   * The person the content is about, in the caller's words, 1 to 128 characters. Only a keyed
   * pseudonym of it is written down, and nothing of it is sent.
   */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /**
   * What several calls belong to, such as an agent's run or a conversation, 1 to 128 characters:
   * its calls have a budget together. Only its account's name is written down, where it has one.
   */
  public Optional<String> session() {
    return Optional.ofNullable(session);
  }

  /** How much depends on the call; an overdraft may be for calls that say so. */
  public Optional<Criticality> criticality() {
    return Optional.ofNullable(criticality);
  }

  /** A builder that starts from this context. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.idempotencyKey = idempotencyKey;
    builder.tags = tags;
    builder.deadline = deadline;
    builder.dataClass = dataClass;
    builder.workload = workload;
    builder.purpose = purpose;
    builder.subject = subject;
    builder.session = session;
    builder.criticality = criticality;
    return builder;
  }

  /** Collects the parts of a {@link CallContext}. Single-thread. */
  public static final class Builder {
    private @Nullable IdempotencyKey idempotencyKey;
    private Tags tags = Tags.NONE;
    private @Nullable Duration deadline;
    private @Nullable DataClass dataClass;
    private @Nullable Workload workload;
    private @Nullable String purpose;
    private @Nullable String subject;
    private @Nullable String session;
    private @Nullable Criticality criticality;

    private Builder() {}

    /** See {@link IdempotencyKey}. */
    public Builder idempotencyKey(String key) {
      this.idempotencyKey = new IdempotencyKey(key);
      return this;
    }

    /** Adds one tag; see {@link Tags}. */
    public Builder tag(String key, String value) {
      this.tags = tags.with(key, value);
      return this;
    }

    /** How long the call may take in all, more than zero. */
    public Builder deadline(Duration deadline) {
      if (deadline.isNegative() || deadline.isZero()) {
        throw new IllegalArgumentException("deadline: " + deadline + " (expected: > 0)");
      }
      this.deadline = deadline;
      return this;
    }

    /** See {@link DataClass}. */
    public Builder dataClass(String dataClass) {
      this.dataClass = new DataClass(dataClass);
      return this;
    }

    /** See {@link Workload}. */
    public Builder workload(String workload) {
      this.workload = new Workload(workload);
      return this;
    }

    /** Why the call is made, 1 to 128 characters. */
    public Builder purpose(String purpose) {
      this.purpose = Names.requireText("purpose", Objects.requireNonNull(purpose, "purpose"), 128);
      return this;
    }

    /** The person the content is about, 1 to 128 characters; see {@link CallContext#subject()}. */
    public Builder subject(String subject) {
      this.subject = Names.requireText("subject", Objects.requireNonNull(subject, "subject"), 128);
      return this;
    }

    /** What the call belongs to, 1 to 128 characters; see {@link CallContext#session()}. */
    public Builder session(String session) {
      this.session = Names.requireText("session", Objects.requireNonNull(session, "session"), 128);
      return this;
    }

    /** See {@link Criticality}. */
    public Builder criticality(String criticality) {
      this.criticality = new Criticality(criticality);
      return this;
    }

    /** The context. */
    public CallContext build() {
      return new CallContext(this);
    }
  }
}
