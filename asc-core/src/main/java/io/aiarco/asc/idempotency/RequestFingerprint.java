package io.aiarco.asc.idempotency;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.json.WellFormed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 over everything of a request that changes its reply, in canonical JSON. What is
 * declared about the call (deadline, tags) is left out: a retry may change it. Kept in memory only,
 * since a hash of a short prompt could be guessed.
 */
public final class RequestFingerprint {
  private RequestFingerprint() {}

  /** 64 hex digits. */
  public static String of(ChatRequest request) {
    CanonicalJson json = new CanonicalJson().beginObject();
    json.name("messages").beginArray();
    request.messages().forEach(message -> write(json, message));
    json.endArray();
    json.name("model").value(request.model().value());
    request.maxOutputTokens().ifPresent(tokens -> json.name("output").value(tokens));
    json.name("stop").beginArray();
    request.stopSequences().forEach(stop -> json.value(WellFormed.text(stop)));
    json.endArray();
    request.temperature().ifPresent(temperature -> json.name("temperature").value(temperature));
    json.name("tools").beginArray();
    request.tools().forEach(tool -> write(json, tool));
    json.endArray();
    request.topP().ifPresent(topP -> json.name("top_p").value(topP));
    return sha256(json.endObject().toByteArray());
  }

  private static void write(CanonicalJson json, Message message) {
    json.beginArray().value(message.role().name());
    for (Content piece : message.content()) {
      piece.accept(new PieceWriter(json));
    }
    json.endArray();
  }

  private static void write(CanonicalJson json, Tool tool) {
    json.beginArray()
        .value(tool.name())
        .value(WellFormed.text(tool.description()))
        .value(WellFormed.text(tool.inputSchema().text()))
        .endArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private record PieceWriter(CanonicalJson json) implements Content.Visitor<CanonicalJson> {
    @Override
    public CanonicalJson text(Content.Text text) {
      return json.beginArray().value("text").value(WellFormed.text(text.text())).endArray();
    }

    @Override
    public CanonicalJson toolUse(Content.ToolUse use) {
      json.beginArray()
          .value("tool_use")
          .value(WellFormed.text(use.call().id()))
          .value(WellFormed.text(use.call().name()));
      return json.value(WellFormed.text(use.call().arguments().text())).endArray();
    }

    @Override
    public CanonicalJson toolResult(Content.ToolResult result) {
      json.beginArray()
          .value("tool_result")
          .value(WellFormed.text(result.callId()))
          .value(WellFormed.text(result.text()));
      return json.value(result.error()).endArray();
    }

    @Override
    public CanonicalJson other(Content content) {
      if (content instanceof Content.Unknown unknown) {
        return json.beginArray()
            .value("unknown")
            .value(unknown.dialect())
            .value(WellFormed.text(unknown.json().text()))
            .endArray();
      }
      throw new IllegalArgumentException(
          "content: " + content.getClass().getSimpleName() + " (expected: a kind of this version)");
    }
  }
}
