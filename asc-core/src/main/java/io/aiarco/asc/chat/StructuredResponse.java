package io.aiarco.asc.chat;

/**
 * A reply that is a record.
 *
 * @param value the record
 * @param response the reply as it came, with the facts of its call. Immutable, if the record is.
 */
public record StructuredResponse<T extends Record>(T value, ChatResponse response) {
  @Override
  public String toString() {
    return "StructuredResponse[" + value.getClass().getSimpleName() + ", " + response + "]";
  }
}
