package io.aiarco.asc.policy;

/**
 * What a guardrail says of content.
 *
 * @param guardrail its id
 * @param passed whether the call may go on
 * @param reason for the caller, without the content; empty when it passed. Immutable.
 */
public record Verdict(String guardrail, boolean passed, String reason) {
  /** It found nothing. */
  public static Verdict pass(String guardrail) {
    return new Verdict(guardrail, true, "");
  }

  /** It stops the call. */
  public static Verdict block(String guardrail, String reason) {
    return new Verdict(guardrail, false, reason);
  }
}
