package io.aiarco.asc.provider;

import io.aiarco.asc.attempt.FailureClass;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt failed. Checked, so that someone decides what it means for the call. The message
 * never holds the provider's raw body, which may repeat keys or content. Thread-safe.
 */
public final class ProviderFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureClass failure;
  private final int httpStatus;
  private final @Nullable String providerCode;
  private final transient @Nullable Duration retryAfter;
  private final @Nullable String regionSeen;

  /**
   * @param httpStatus 0 when none came
   * @param providerCode the provider's own code or type, cut to 64 of {@code [A-Za-z0-9_.-]}; null
   *     when none
   * @param retryAfter the provider's hint; null when none
   * @param regionSeen where the provider says it looked at the request, in its own words; null when
   *     it does not say
   */
  public ProviderFailure(
      FailureClass failure,
      String message,
      int httpStatus,
      @Nullable String providerCode,
      @Nullable Duration retryAfter,
      @Nullable String regionSeen,
      @Nullable Throwable cause) {
    super(message, cause);
    this.failure = failure;
    this.httpStatus = httpStatus;
    this.providerCode = providerCode;
    this.retryAfter = retryAfter;
    this.regionSeen = regionSeen;
  }

  /** A failure that says nothing of a region. */
  public ProviderFailure(
      FailureClass failure,
      String message,
      int httpStatus,
      @Nullable String providerCode,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    this(failure, message, httpStatus, providerCode, retryAfter, null, cause);
  }

  /** A failure without an HTTP answer. */
  public static ProviderFailure of(
      FailureClass failure, String message, @Nullable Throwable cause) {
    return new ProviderFailure(failure, message, 0, null, null, cause);
  }

  /** What kind it is. */
  public FailureClass failure() {
    return failure;
  }

  /** The HTTP status; 0 when none came. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The provider's own code or type. */
  public Optional<String> providerCode() {
    return Optional.ofNullable(providerCode);
  }

  /** How long the provider asks to wait. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Where the provider says it looked at the request, in its own words. */
  public Optional<String> regionSeen() {
    return Optional.ofNullable(regionSeen);
  }

  /** What, its value, and what was expected. */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "");
  }
}
