package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;
import io.aiarco.asc.schema.SchemaMismatch;
import org.jspecify.annotations.Nullable;

/**
 * Takes JSON apart that a model wrote, since core has no parser; asc-wire's {@code JsonReplyReader}
 * does it. What the parts must be is {@link io.aiarco.asc.schema.RecordSchema}'s to say.
 * Thread-safe.
 */
@FunctionalInterface
public interface ReplyReader {
  /**
   * The value of {@code json}: Map in the order of the text, List, String, BigDecimal, Boolean, or
   * null for JSON's null.
   *
   * @throws SchemaMismatch when it is not exactly one JSON value, or an object has a name twice
   */
  @Nullable Object read(Json json) throws SchemaMismatch;
}
