package io.aiarco.asc.audit.content;

import io.aiarco.asc.audit.ContentField;
import io.aiarco.asc.call.CallId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One entry of a content file: {@code length | kind | call | origin | sealed}. {@code length} is an
 * int and counts what follows it; {@code kind} is a byte, zero once erased; a call is 26 bytes;
 * {@code origin}, the name of the log, has its length in two bytes before it. Immutable.
 */
final class Frame {
  private final Kind kind;
  private final CallId call;
  private final String origin;
  private final byte[] sealed;

  /** {@code sealed} is not copied. */
  Frame(Kind kind, CallId call, String origin, byte[] sealed) {
    this.kind = kind;
    this.call = call;
    this.origin = origin;
    this.sealed = sealed;
  }

  static final int CALL = 26;

  /** Where the bytes begin that an erasure destroys, from the start of the frame. */
  static final int FIXED = Integer.BYTES + 1 + CALL;

  enum Kind {
    ERASED("", 0),
    SECRETS("secrets/1", 1),
    PROMPT(ContentField.PROMPT.key(), 2),
    REPLY(ContentField.REPLY.key(), 3);

    private final String field;
    private final byte code;

    Kind(String field, int code) {
      this.field = field;
      this.code = (byte) code;
    }

    static Kind of(ContentField field) {
      return field == ContentField.PROMPT ? PROMPT : REPLY;
    }

    static Kind of(byte code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("kind: " + code + " (expected: 0 to 3)");
    }

    /** What is authenticated with the sealed bytes: whose they are. */
    byte[] context(String origin, CallId call) {
      return (origin + "\0" + call.value() + "\0" + field).getBytes(StandardCharsets.UTF_8);
    }
  }

  Kind kind() {
    return kind;
  }

  String origin() {
    return origin;
  }

  byte[] sealed() {
    return sealed;
  }

  byte[] bytes() {
    byte[] log = origin.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(FIXED + Short.BYTES + log.length + sealed.length);
    frame.putInt(frame.capacity() - Integer.BYTES).put(kind.code);
    frame.put(call.value().getBytes(StandardCharsets.US_ASCII));
    frame.putShort((short) log.length).put(log).put(sealed);
    return frame.array();
  }
}
