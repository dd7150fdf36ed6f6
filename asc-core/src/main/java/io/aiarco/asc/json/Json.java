package io.aiarco.asc.json;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One JSON text, carried unread: tool arguments, schemas, unknown fields. Core has no parser;
 * asc-wire checks a text before it makes one of these. Immutable.
 *
 * <p>{@link #toString()} shows only the size, since the text may be a caller's content.
 */
public final class Json {
  private final String text;

  private Json(String text) {
    this.text = text;
  }

  /** The JSON text {@code text}, taken as it is. */
  public static Json of(String text) {
    return new Json(Objects.requireNonNull(text, "text"));
  }

  /** The JSON text whose UTF-8 form is {@code utf8}. */
  public static Json ofUtf8(byte[] utf8) {
    return new Json(new String(utf8, StandardCharsets.UTF_8));
  }

  /** The text. */
  public String text() {
    return text;
  }

  /** The text in UTF-8, a fresh array. */
  public byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json json && text.equals(json.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "Json[" + text.length() + " chars]";
  }
}
