package io.aiarco.asc.chat;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;
import io.aiarco.asc.schema.SchemaMismatch;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model wrote is not the record it was asked for. The call itself went well and is paid for:
 * its audit id, attempts and {@link #response()} are those of the reply. The message says where and
 * what was expected, and nothing of the reply's content. Thread-safe.
 */
public final class InvalidOutputException extends AscException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String expected;
  private final transient @Nullable ChatResponse response;

  private InvalidOutputException(
      String message,
      String path,
      String expected,
      RetryAdvice advice,
      @Nullable ChatResponse response) {
    super(ErrorCode.INVALID_OUTPUT, message, advice, null);
    this.path = path;
    this.expected = expected;
    this.response = response;
    if (response != null) {
      attach(response.auditId(), response.route().attempts());
    }
  }

  /** A whole answer, or a tool call's arguments, that is no such record; the next may be. */
  public static InvalidOutputException of(
      SchemaMismatch mismatch, @Nullable ChatResponse response) {
    return new InvalidOutputException(
        "output " + mismatch.getMessage(),
        mismatch.path(),
        mismatch.expected(),
        RetryAdvice.LATER,
        response);
  }

  /** An answer that ended as no record can end: refused, cut off, or asking for tools. */
  public static InvalidOutputException ended(String how, String expected, ChatResponse response) {
    return new InvalidOutputException(
        "output: " + how + " (expected: " + expected + ")",
        "$",
        expected,
        RetryAdvice.NEVER,
        response);
  }

  /** Where, from {@code $}, the whole: {@code $.lines[2].total}. An entry of a map is a number. */
  public String path() {
    return path;
  }

  /** What should have been there. */
  public String expected() {
    return expected;
  }

  /** The reply; absent when JSON was read that is none. */
  public Optional<ChatResponse> response() {
    return Optional.ofNullable(response);
  }
}
