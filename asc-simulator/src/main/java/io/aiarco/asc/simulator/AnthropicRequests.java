package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.ReceivedRequest.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads Messages requests (Anthropic API reference, Messages, {@code anthropic-version:
 * 2023-06-01}).
 */
final class AnthropicRequests {

  private static final String VERSION = "2023-06-01";

  private AnthropicRequests() {}

  static ReceivedRequest read(long number, String version, byte[] body) throws RefusedRequest {
    if (!version.equals(VERSION)) {
      throw new RefusedRequest(
          version.isEmpty()
              ? "anthropic-version: header is required"
              : "anthropic-version: not a valid version (expected: " + VERSION + ")",
          null);
    }
    RequestFields fields = RequestFields.read(body);
    String model = fields.text("model");
    OptionalLong limit = fields.count("max_tokens", 0);
    if (limit.isEmpty()) {
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
      if (!role.equals("user") && !role.equals("assistant")) {
        throw message.wrong("role", "user or assistant");
      }
      turns.add(new Turn(role, content(message, "content")));
    }
    List<String> tools = new ArrayList<>();
    for (RequestFields tool : fields.objects("tools")) {
      tools.add(tool.text("name"));
    }
    return ReceivedRequest.builder(number, Dialect.ANTHROPIC, model).stream(fields.flag("stream"))
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
      String type = block.text("type");
      if (type.equals("text")) {
        if (block.text("text").isEmpty()) {
          throw new RefusedRequest(
              block.pathOf("text") + ": text content blocks must be non-empty", null);
        }
        text.append(block.text("text"));
      } else if (type.equals("tool_result")) {
        block.text("tool_use_id");
      } else if (type.equals("tool_use")) {
        block.text("id");
        block.text("name");
        block.object("input");
      }
    }
    return text.toString();
  }
}
