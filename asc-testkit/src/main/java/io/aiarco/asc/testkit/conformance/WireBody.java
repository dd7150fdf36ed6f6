package io.aiarco.asc.testkit.conformance;

/**
 * Bytes on one wire: a reply and how it was asked for, or what a client asks. Immutable: nobody
 * writes to it.
 */
final class WireBody {
  private final String wire;
  private final String mode;
  private final byte[] bytes;

  WireBody(String wire, String mode, byte[] bytes) {
    this.wire = wire;
    this.mode = mode;
    this.bytes = bytes;
  }

  String wire() {
    return wire;
  }

  boolean streamed() {
    return mode.equals("stream");
  }

  /** Whether a client sends them, and not a provider. */
  boolean isRequest() {
    return mode.equals("request");
  }

  /** {@code stream}, {@code whole} or {@code request}. */
  String mode() {
    return mode;
  }

  boolean isOf(String wire, String mode) {
    return this.wire.equals(wire) && this.mode.equals(mode);
  }

  /** The bytes themselves, not a copy: some have 40 MiB. */
  byte[] bytes() {
    return bytes;
  }
}
