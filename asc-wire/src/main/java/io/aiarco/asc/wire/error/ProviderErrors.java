package io.aiarco.asc.wire.error;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.RegionEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ProviderFailure} of whatever a provider calls an error. */
public final class ProviderErrors {
  private ProviderErrors() {}

  /** Of an answer with an error status. */
  public static ProviderFailure answered(
      int status, Function<String, Optional<String>> header, byte[] body, Instant now) {
    ErrorBody error = ErrorBody.of(body, body.length);
    Optional<String> shouldRetry = header.apply("x-should-retry");
    FailureClass failure = ErrorTable.failure(status, error.words());
    if (failure == FailureClass.INVALID && shouldRetry.filter("true"::equals).isPresent()) {
      // The provider says the very same request may pass later, so it is not the request.
      failure = FailureClass.CONFLICT;
    }
    boolean hints =
        (status == 408 || status == 429 || status >= 500)
            && shouldRetry.filter("false"::equals).isEmpty();
    Duration wait = hints ? RetryAfter.of(header, now).orElse(null) : null;
    return failure(failure, status, error, wait, RegionEvidence.of(header));
  }

  /**
   * Of an error object that came with status 200, in the first {@code length} bytes. Waits are
   * never taken from such an answer.
   */
  public static ProviderFailure inside(byte[] bytes, int length) {
    ErrorBody error = ErrorBody.of(bytes, length);
    int status = error.status() == 0 ? 200 : error.status();
    return failure(ErrorTable.failure(status, error.words()), 200, error, null, null);
  }

  private static ProviderFailure failure(
      FailureClass failure,
      int status,
      ErrorBody error,
      @Nullable Duration wait,
      @Nullable String region) {
    String code = error.providerCode().orElse(null);
    String message =
        "answer: HTTP "
            + status
            + (status == 200 ? " with an error inside" : "")
            + (code == null ? "" : " " + code)
            + " (expected: a reply)";
    return new ProviderFailure(failure, message, status, code, wait, region, null);
  }
}
