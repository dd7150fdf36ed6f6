package io.aiarco.asc.audit;

/** What is kept of a prompt or a reply. */
public enum ContentMode {
  /** Nothing. */
  NONE,
  /** A commitment: whoever has the text can prove that it is the one. */
  HASH,
  /** A commitment, and the text encrypted, outside the log. */
  ENCRYPTED
}
