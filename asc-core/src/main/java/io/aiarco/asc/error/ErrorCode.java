package io.aiarco.asc.error;

/**
 * Every way a governed call can fail, for programs: stable across releases, each belongs to exactly
 * one exception class. New ones may be added; treat an unknown one as not retryable.
 */
public enum ErrorCode {
  /** The caller's credential is missing, wrong, expired or revoked. */
  UNAUTHENTICATED("asc_unauthenticated"),
  /** The request is not well formed. */
  INVALID_REQUEST("asc_invalid_request"),
  /** A rule denies the call. */
  DENIED("asc_denied"),
  /** No endpoint for it in the regions the tenant may use. */
  RESIDENCY("asc_residency"),
  /** A budget has no room for what the call has to hold. */
  BUDGET_EXHAUSTED("asc_budget_exhausted"),
  /** Too many requests, tokens or parallel calls. */
  RATE_LIMITED("asc_rate_limited"),
  /** No endpoint can take the call now. */
  NO_ROUTE("asc_no_route"),
  /** The key was used with another request before. */
  IDEMPOTENCY_MISMATCH("asc_idempotency_mismatch"),
  /** The audit log cannot take the record without which nothing may be sent. */
  AUDIT_UNAVAILABLE("asc_audit_unavailable"),
  /** A provider credential cannot be had. */
  CREDENTIAL_UNAVAILABLE("asc_credential_unavailable"),
  /** The provider failed or refused, and no other endpoint could serve. */
  PROVIDER("asc_provider_error"),
  /** The reply broke off after part of it had been handed out. */
  REPLY_INTERRUPTED("asc_reply_interrupted"),
  /** The model's answer is not what it was asked to look like. */
  INVALID_OUTPUT("asc_invalid_output"),
  /** The model went on asking for tools. */
  TOOL_TURNS("asc_tool_turns"),
  /** The deadline passed. */
  DEADLINE("asc_deadline"),
  /** The caller cancelled or was interrupted. */
  CANCELLED("asc_cancelled"),
  /** The gateway has been closed. */
  CLOSED("asc_closed");

  private final String code;

  ErrorCode(String code) {
    this.code = code;
  }

  /** The stable text, also the value of {@code error.type} in telemetry. */
  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
