package io.aiarco.asc.testkit.conformance;

/**
 * The bytes of a reply on one wire, and how they were asked for. Immutable: nobody writes to it.
 */
final class WireBody {
  private final String wire;
  private final boolean streamed;
  private final byte[] bytes;

  WireBody(String wire, boolean streamed, byte[] bytes) {
    this.wire = wire;
    this.streamed = streamed;
    this.bytes = bytes;
  }

  String wire() {
    return wire;
  }

  boolean streamed() {
    return streamed;
  }

  /** {@code stream} or {@code whole}. */
  String mode() {
    return streamed ? "stream" : "whole";
  }

  boolean isOf(String wire, String mode) {
    return this.wire.equals(wire) && mode().equals(mode);
  }

  /** The bytes themselves, not a copy: some have 40 MiB. */
  byte[] bytes() {
    return bytes;
  }
}
