package io.aiarco.asc.attempt;

import io.aiarco.asc.call.CredentialRef;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened at one endpoint, as far as it is known. Immutable. */
public final class Attempt {
  private final int number;
  private final EndpointId endpoint;
  private final @Nullable CredentialRef credential;
  private final @Nullable String host;
  private final @Nullable String servedModel;
  private final @Nullable String regionSeen;
  private final boolean elsewhere;
  private final @Nullable String providerRequestId;
  private final int httpStatus;
  private final @Nullable FailureClass failure;
  private final Usage usage;
  private final @Nullable Cost cost;
  private final @Nullable Duration firstContent;
  private final Duration took;

  private Attempt(Builder builder) {
    this.number = builder.number;
    this.endpoint = builder.endpoint;
    this.credential = builder.credential;
    this.host = builder.host;
    this.servedModel = builder.servedModel;
    this.regionSeen = builder.regionSeen;
    this.elsewhere = builder.elsewhere;
    this.providerRequestId = builder.providerRequestId;
    this.httpStatus = builder.httpStatus;
    this.failure = builder.failure;
    this.usage = builder.usage;
    this.cost = builder.cost;
    this.firstContent = builder.firstContent;
    this.took = builder.took;
  }

  /** A builder for attempt {@code number} (1, 2, …) at {@code endpoint}. */
  public static Builder builder(int number, EndpointId endpoint) {
    return new Builder(number, endpoint);
  }

  /** 1 for the first endpoint tried. */
  public int number() {
    return number;
  }

  /** Where it went. */
  public EndpointId endpoint() {
    return endpoint;
  }

  /** Which credential was used; absent when none was fetched. */
  public Optional<CredentialRef> credential() {
    return Optional.ofNullable(credential);
  }

  /** The host that was dialled. */
  public Optional<String> host() {
    return Optional.ofNullable(host);
  }

  /** The model the provider says it used. */
  public Optional<String> servedModel() {
    return Optional.ofNullable(servedModel);
  }

  /**
   * Where the provider says it worked, as {@link io.aiarco.asc.call.Region#spelling} writes it;
   * absent when it said nothing, which is no evidence either way.
   */
  public Optional<String> regionSeen() {
    return Optional.ofNullable(regionSeen);
  }

  /**
   * Whether the provider contradicts the region of the endpoint: it says that it worked elsewhere,
   * or that it must not work there.
   */
  public boolean isElsewhere() {
    return elsewhere || failure == FailureClass.RESIDENCY;
  }

  /** The provider's own id of the request, to quote in a support case. */
  public Optional<String> providerRequestId() {
    return Optional.ofNullable(providerRequestId);
  }

  /** The HTTP status; 0 when none came. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Why it failed; absent when it did not. */
  public Optional<FailureClass> failure() {
    return Optional.ofNullable(failure);
  }

  /** Tokens used. */
  public Usage usage() {
    return usage;
  }

  /** What it cost; absent when nothing was charged or no price is known. */
  public Optional<Cost> cost() {
    return Optional.ofNullable(cost);
  }

  /** From the attempt's start to its first content event. */
  public Optional<Duration> firstContent() {
    return Optional.ofNullable(firstContent);
  }

  /** From the attempt's start to its end. */
  public Duration took() {
    return took;
  }

  @Override
  public String toString() {
    String how = failure == null ? "ok" : failure.key();
    return "attempt "
        + number
        + " at "
        + endpoint
        + ": "
        + how
        + (httpStatus == 0 ? "" : " (" + httpStatus + ")");
  }

  /** Collects what is learnt during an attempt. Single-thread. */
  public static final class Builder {
    private final int number;
    private final EndpointId endpoint;
    private @Nullable CredentialRef credential;
    private @Nullable String host;
    private @Nullable String servedModel;
    private @Nullable String regionSeen;
    private boolean elsewhere;
    private @Nullable String providerRequestId;
    private int httpStatus;
    private @Nullable FailureClass failure;
    private Usage usage = Usage.ABSENT;
    private @Nullable Cost cost;
    private @Nullable Duration firstContent;
    private Duration took = Duration.ZERO;

    private Builder(int number, EndpointId endpoint) {
      if (number < 1) {
        throw new IllegalArgumentException("attempt: " + number + " (expected: >= 1)");
      }
      this.number = number;
      this.endpoint = endpoint;
    }

    /** The credential used. */
    public Builder credential(CredentialRef credential) {
      this.credential = credential;
      return this;
    }

    /** The host dialled. */
    public Builder host(@Nullable String host) {
      this.host = host;
      return this;
    }

    /** The model the provider names. */
    public Builder servedModel(@Nullable String servedModel) {
      this.servedModel = servedModel;
      return this;
    }

    /** Where the provider says it worked, and whether that is not where the endpoint is. */
    public Builder regionSeen(String regionSeen, boolean elsewhere) {
      this.regionSeen = regionSeen;
      this.elsewhere = elsewhere;
      return this;
    }

    /** The provider's request id. */
    public Builder providerRequestId(@Nullable String providerRequestId) {
      this.providerRequestId = providerRequestId;
      return this;
    }

    /** The HTTP status. */
    public Builder httpStatus(int httpStatus) {
      this.httpStatus = httpStatus;
      return this;
    }

    /** Marks the attempt failed. */
    public Builder failure(FailureClass failure) {
      this.failure = failure;
      return this;
    }

    /** Tokens used. */
    public Builder usage(Usage usage) {
      this.usage = usage;
      return this;
    }

    /** What it cost. */
    public Builder cost(@Nullable Cost cost) {
      this.cost = cost;
      return this;
    }

    /** Time to the first content event. */
    public Builder firstContent(Duration firstContent) {
      this.firstContent = firstContent;
      return this;
    }

    /** Time in all. */
    public Builder took(Duration took) {
      this.took = took;
      return this;
    }

    /** The attempt. */
    public Attempt build() {
      return new Attempt(this);
    }
  }
}
