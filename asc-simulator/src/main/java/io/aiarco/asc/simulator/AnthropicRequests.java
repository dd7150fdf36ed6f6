package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.ReceivedRequest.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads Messages requests (Anthropic API reference, Messages and Count message tokens). Immutable.
 */
final class AnthropicRequests {

  private static final List<String> SAMPLING = List.of("temperature", "top_p", "top_k");

  private final AnthropicVersion version;
  private final boolean counting;

  /**
   * Reads requests of this version.
   *
   * @param counting whether tokens are to be counted only; then no limit is required
   */
  AnthropicRequests(AnthropicVersion version, boolean counting) {
    this.version = version;
    this.counting = counting;
  }

  ReceivedRequest read(long number, byte[] body) throws RefusedRequest {
    RequestFields fields = RequestFields.read(body);
    String model = fields.text("model");
    for (String name : SAMPLING) {
      if (fields.has(name) && !version.takesSampling()) {
        throw new RefusedRequest(name + ": Extra inputs are not permitted", null);
      }
    }
    OptionalLong limit = fields.count("max_tokens", 0);
    if (limit.isEmpty() && !counting) {
      throw new RefusedRequest("max_tokens: Field required", null);
    }
    List<Turn> turns = new ArrayList<>();
    if (fields.has("system")) {
      turns.add(new Turn("system", content(fields, "system")));
    }
    List<RequestFields> messages = fields.objects("messages");
    if (messages.isEmpty()) {
      throw new RefusedRequest("messages: at least one message is required", null);
    }
    for (RequestFields message : messages) {
      String role = message.text("role");
      if (!role.equals("user")
          && !role.equals("assistant")
          && !(role.equals("system") && version.takesSystemTurns())) {
        throw message.wrong(
            "role", version.takesSystemTurns() ? "user, assistant or system" : "user or assistant");
      }
      turns.add(new Turn(role, content(message, "content")));
    }
    List<String> tools = new ArrayList<>();
    for (RequestFields tool : fields.objects("tools")) {
      tools.add(tool.text("name"));
    }
    return ReceivedRequest.builder(number, version.dialect(), model)
        .kind(counting ? ReceivedRequest.Kind.TOKEN_COUNT : ReceivedRequest.Kind.CHAT)
        .stream(fields.flag("stream") && !counting)
        .maxOutputTokens(limit)
        .turns(turns)
        .tools(tools)
        .build();
  }

  private static String content(RequestFields holder, String name) throws RefusedRequest {
    if (holder.isText(name)) {
      return holder.text(name);
    }
    if (!holder.has(name)) {
      throw new RefusedRequest(holder.pathOf(name) + ": Field required", null);
    }
    StringBuilder text = new StringBuilder();
    for (RequestFields block : holder.objects(name)) {
      switch (block.text("type")) {
        case "text" -> text.append(nonEmpty(block));
        case "image", "document" -> block.object("source").text("type");
        case "tool_result" -> block.text("tool_use_id");
        case "tool_use" -> {
          block.text("id");
          block.text("name");
          block.object("input");
        }
        case "thinking" -> signed(block);
        case "redacted_thinking" -> block.text("data");
        default -> {
          // Search results and blocks of the server's own tools are taken unread.
        }
      }
    }
    return text.toString();
  }

  private static String nonEmpty(RequestFields block) throws RefusedRequest {
    String text = block.text("text");
    if (text.isEmpty()) {
      throw new RefusedRequest(
          block.pathOf("text") + ": text content blocks must be non-empty", null);
    }
    return text;
  }

  /** Thoughts may be empty (display omitted), their signature may not. */
  private static void signed(RequestFields block) throws RefusedRequest {
    block.text("thinking");
    if (block.text("signature").isEmpty()) {
      throw new RefusedRequest(
          block.pathOf("signature") + ": Invalid `signature` in `thinking` block", null);
    }
  }
}
