package io.aiarco.asc.wire;

import io.aiarco.asc.chat.ReplyReader;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.schema.SchemaMismatch;
import io.aiarco.asc.wire.json.PlainJson;
import org.jspecify.annotations.Nullable;

/**
 * Reads strict JSON of RFC 8259: nothing before or after it, no name twice, nested 256 deep at
 * most. Immutable.
 */
public final class JsonReplyReader implements ReplyReader {
  /** The reader; any is as good as any other. */
  public JsonReplyReader() {}

  @Override
  public @Nullable Object read(Json json) throws SchemaMismatch {
    return PlainJson.read(json.text());
  }
}
