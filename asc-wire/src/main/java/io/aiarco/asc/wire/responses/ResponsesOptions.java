package io.aiarco.asc.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.json.ProviderJson;
import io.aiarco.asc.wire.request.ProviderOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request's further fields. Some belong inside what ASC writes too: how reasoning is summed up
 * stands beside how much of it there shall be. Single-thread.
 */
final class ResponsesOptions {
  private final ChatRequest request;
  private final ObjectNode fields;
  private final Set<String> written = new TreeSet<>();

  private ResponsesOptions(ChatRequest request, ObjectNode fields) {
    this.request = request;
    this.fields = fields;
  }

  static ResponsesOptions of(ChatRequest request) {
    Json options = request.providerOptions().get(ResponsesDialect.NAME);
    return new ResponsesOptions(
        request, options == null ? JsonNodeFactory.instance.objectNode() : fields(options));
  }

  /** What is no object, {@link #rest} refuses. */
  private static ObjectNode fields(Json options) {
    byte[] text = options.utf8();
    return ProviderJson.object(text, text.length).orElseGet(JsonNodeFactory.instance::objectNode);
  }

  /** Writes the fields of the object {@code field}; {@code own} is not the caller's to set. */
  void inside(JsonGenerator json, String field, String own) throws IOException {
    written.add(field);
    JsonNode value = fields.get(field);
    if (value == null) {
      return;
    }
    if (!(value instanceof ObjectNode object) || object.has(own)) {
      throw refusal(field, "an object without " + own);
    }
    for (Map.Entry<String, JsonNode> inner : object.properties()) {
      json.writeFieldName(WellFormed.text(inner.getKey()));
      json.writeRawValue(WellFormed.text(inner.getValue().toString()));
    }
  }

  /** Writes the texts of the list {@code field}, all but {@code own}. */
  void items(JsonGenerator json, String field, Set<String> own) throws IOException {
    written.add(field);
    JsonNode value = fields.get(field);
    if (value == null) {
      return;
    }
    if (!value.isArray()) {
      throw refusal(field, "a list of texts");
    }
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw refusal(field, "a list of texts");
      }
      if (!own.contains(item.textValue())) {
        json.writeString(WellFormed.text(item.textValue()));
      }
    }
  }

  /** Writes all that was not written yet. */
  void rest(JsonGenerator json, Set<String> reserved) throws IOException {
    ProviderOptions.write(json, request, ResponsesDialect.NAME, reserved, written);
  }

  private static InvalidRequestException refusal(String field, String expected) {
    return new InvalidRequestException(
        "providerOptions["
            + ResponsesDialect.NAME
            + "]: "
            + field
            + " (expected: "
            + expected
            + ")");
  }
}
