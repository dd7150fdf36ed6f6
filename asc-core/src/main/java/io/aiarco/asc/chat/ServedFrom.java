package io.aiarco.asc.chat;

/** Where a reply came from. */
public enum ServedFrom {
  /** A provider answered this very call. */
  PROVIDER,
  /** An earlier call with the same idempotency key. */
  DUPLICATE
}
