package io.aiarco.asc.chat;

/** Why a reply ended, in no provider's words. The provider's own word is kept beside it. */
public enum FinishReason {
  /** The model had said all. */
  STOP,
  /** A stop sequence matched. */
  STOP_SEQUENCE,
  /** The output limit was reached. */
  LENGTH,
  /** The context window was full. */
  CONTEXT_LIMIT,
  /** The model wants tools run. */
  TOOL_CALLS,
  /** The provider's filter cut it. */
  PROVIDER_FILTER,
  /** The model refused. */
  REFUSAL,
  /** The provider paused a long turn; send it back to go on. */
  PAUSED,
  /** The provider reported an error as the reason. */
  ERROR,
  /** The reply is whole, and its provider said no reason. */
  MISSING,
  /** A word this version does not know. */
  OTHER
}
