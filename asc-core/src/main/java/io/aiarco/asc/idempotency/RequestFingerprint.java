package io.aiarco.asc.idempotency;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Sampling;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.json.WellFormed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * A SHA-256 over everything of a request that changes its reply, in canonical JSON. What is
 * declared about the call (deadline, tags) is left out: a retry may change it. Kept in memory only,
 * since a hash of a short prompt could be guessed.
 */
public final class RequestFingerprint {
  private RequestFingerprint() {}

  /** 64 hex digits. */
  public static String of(ModelRequest request) {
    return sha256(request.fold(RequestFingerprint::chat, RequestFingerprint::embedding));
  }

  private static byte[] chat(ChatRequest request) {
    CanonicalJson json = new CanonicalJson().beginObject();
    request.cacheKey().ifPresent(key -> json.name("cache").value(WellFormed.text(key)));
    write(json.name("choice"), request.toolChoice());
    request.clientDialect().ifPresent(wire -> json.name("client").value(WellFormed.text(wire)));
    request.reasoningEffort().ifPresent(effort -> json.name("effort").value(effort.key()));
    request.endUser().ifPresent(user -> json.name("end_user").value(WellFormed.text(user)));
    write(json.name("format"), request.responseFormat());
    json.name("messages").beginArray();
    request.messages().forEach(message -> write(json, message));
    json.endArray();
    json.name("model").value(request.model().value());
    options(json, request);
    request.maxOutputTokens().ifPresent(tokens -> json.name("output").value(tokens));
    request.parallelToolCalls().ifPresent(parallel -> json.name("parallel").value(parallel));
    write(json.name("sampling"), request.sampling());
    json.name("stop").beginArray();
    request.stopSequences().forEach(stop -> json.value(WellFormed.text(stop)));
    json.endArray();
    json.name("tools").beginArray();
    request.tools().forEach(tool -> write(json, tool));
    json.endArray();
    return json.endObject().toByteArray();
  }

  /** No chat has {@code inputs}, so the two never agree. */
  private static byte[] embedding(EmbeddingRequest request) {
    CanonicalJson json = new CanonicalJson().beginObject();
    request.dimensions().ifPresent(dimensions -> json.name("dimensions").value(dimensions));
    request.endUser().ifPresent(user -> json.name("end_user").value(WellFormed.text(user)));
    json.name("inputs").beginArray();
    request.inputs().forEach(text -> json.value(WellFormed.text(text)));
    json.endArray();
    json.name("model").value(request.model().value());
    options(json, request);
    return json.endObject().toByteArray();
  }

  private static void options(CanonicalJson json, ModelRequest request) {
    json.name("options").beginArray();
    new TreeMap<>(request.providerOptions())
        .forEach(
            (dialect, fields) ->
                json.value(WellFormed.text(dialect)).value(WellFormed.text(fields.text())));
    json.endArray();
  }

  private static void write(CanonicalJson json, ToolChoice choice) {
    json.beginArray();
    choice.fold(
        auto -> json.value("auto"),
        none -> json.value("none"),
        required -> json.value("required"),
        named -> json.value("named").value(WellFormed.text(named.tool())),
        subset -> {
          json.value("subset").value(subset.required());
          subset.tools().forEach(tool -> json.value(WellFormed.text(tool)));
          return json;
        });
    json.endArray();
  }

  private static void write(CanonicalJson json, ResponseFormat format) {
    json.beginArray();
    format.fold(
        text -> json.value("text"),
        object -> json.value("object"),
        schema -> {
          json.value("schema").value(schema.name());
          json.value(WellFormed.text(schema.schema().text())).value(schema.strict());
          return new PieceWriter(json).extras(schema.extras());
        });
    json.endArray();
  }

  private static void write(CanonicalJson json, Sampling sampling) {
    json.beginObject();
    json.name("choices").value(sampling.choices());
    sampling.frequencyPenalty().ifPresent(penalty -> json.name("frequency").value(penalty));
    sampling.topLogprobs().ifPresent(others -> json.name("logprobs").value(others));
    sampling.presencePenalty().ifPresent(penalty -> json.name("presence").value(penalty));
    // As text: canonical JSON has no whole numbers beyond 2^53.
    sampling.seed().ifPresent(seed -> json.name("seed").value(Long.toString(seed)));
    sampling.temperature().ifPresent(temperature -> json.name("temperature").value(temperature));
    sampling.topK().ifPresent(tokens -> json.name("top_k").value(tokens));
    sampling.topP().ifPresent(topP -> json.name("top_p").value(topP));
    json.endObject();
  }

  private static void write(CanonicalJson json, Message message) {
    json.beginArray().value(message.role().name());
    PieceWriter pieces = new PieceWriter(json);
    message.content().forEach(piece -> piece.accept(pieces));
    pieces.extras(message.extras()).endArray();
  }

  private static void write(CanonicalJson json, Tool tool) {
    json.beginArray()
        .value(tool.name())
        .value(WellFormed.text(tool.description()))
        .value(WellFormed.text(tool.inputSchema().text()));
    new PieceWriter(json).extras(tool.extras()).endArray();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
