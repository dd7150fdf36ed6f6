package io.aiarco.asc.audit;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request says to a model, as canonical JSON ({@code docs/neutral-json.md}): the bytes that
 * a prompt's commitment is to. Settings are not content and stand in the intent.
 */
public final class NeutralPrompt {
  private NeutralPrompt() {}

  /** The bytes. */
  public static byte[] of(ModelRequest request) {
    CanonicalJson json = new CanonicalJson().beginObject();
    request.fold(chat -> chat(json, chat), embedding -> embedding(json, embedding));
    return json.endObject().toByteArray();
  }

  private static CanonicalJson chat(CanonicalJson json, ChatRequest request) {
    schema(json, request.responseFormat());
    json.name("messages").beginArray();
    request.messages().forEach(message -> message(json, message));
    json.endArray();
    options(json, request);
    if (!request.tools().isEmpty()) {
      json.name("tools").beginArray();
      request.tools().forEach(tool -> tool(json, tool));
      json.endArray();
    }
    return json;
  }

  private static CanonicalJson embedding(CanonicalJson json, EmbeddingRequest request) {
    json.name("inputs").beginArray();
    request.inputs().forEach(input -> json.value(WellFormed.text(input)));
    json.endArray();
    return options(json, request);
  }

  private static CanonicalJson options(CanonicalJson json, ModelRequest request) {
    Map<String, Json> options = new TreeMap<>(request.providerOptions());
    if (!options.isEmpty()) {
      json.name("options").beginObject();
      options.forEach((dialect, fields) -> text(json, WellFormed.text(dialect), fields.text()));
      json.endObject();
    }
    return json;
  }

  private static void schema(CanonicalJson json, ResponseFormat format) {
    format.fold(
        text -> json,
        object -> json,
        schema -> {
          json.name("format").beginObject();
          NeutralPieces.extras(json, schema.extras());
          text(json, "name", schema.name());
          text(json, "schema", schema.schema().text());
          return json.endObject();
        });
  }

  private static void message(CanonicalJson json, Message message) {
    json.beginObject().name("content").beginArray();
    NeutralPieces pieces = new NeutralPieces(json);
    message.content().forEach(piece -> piece.accept(pieces));
    json.endArray();
    NeutralPieces.extras(json, message.extras());
    text(json, "role", message.role().name().toLowerCase(Locale.ROOT));
    json.endObject();
  }

  private static void tool(CanonicalJson json, Tool tool) {
    json.beginObject();
    text(json, "description", tool.description());
    NeutralPieces.extras(json, tool.extras());
    text(json, "name", tool.name());
    text(json, "schema", tool.inputSchema().text());
    json.endObject();
  }

  private static void text(CanonicalJson json, String name, String value) {
    json.name(name).value(WellFormed.text(value));
  }
}
