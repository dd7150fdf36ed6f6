package io.aiarco.asc.policy;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.error.RetryAdvice;
import java.util.List;

/** A rule or guardrail denies the call; nothing was sent. Thread-safe. */
public final class DeniedException extends AscException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> rules;

  /** {@code reason}: what, value, expectation; {@code rules}: ids of the deciding rules. */
  public DeniedException(String reason, List<String> rules) {
    super(ErrorCode.DENIED, reason, RetryAdvice.NEVER, null);
    this.rules = List.copyOf(rules);
  }

  /** Ids of the deciding rules. */
  public List<String> rules() {
    return rules;
  }
}
