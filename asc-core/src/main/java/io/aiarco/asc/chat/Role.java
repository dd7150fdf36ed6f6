package io.aiarco.asc.chat;

/** Who speaks in a {@link Message}. */
public enum Role {
  /** The operator's instructions. */
  SYSTEM,
  /** The person or program asking. */
  USER,
  /** The model. */
  ASSISTANT,
  /** A tool's result. */
  TOOL
}
