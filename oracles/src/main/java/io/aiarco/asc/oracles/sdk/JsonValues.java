package io.aiarco.asc.oracles.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** JSON as maps, lists and numbers of the JDK, which mean the same on both sides of a loader. */
final class JsonValues {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private JsonValues() {}

  /** The object {@code json} is; a tool without any often comes with no text at all. */
  static Map<?, ?> object(String json) {
    try {
      return MAPPER.readValue(json.isBlank() ? "{}" : json, Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
