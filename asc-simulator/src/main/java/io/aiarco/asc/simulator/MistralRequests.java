package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.ReceivedRequest.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads Mistral's chat requests (fields as in client-python 05629d2), and refuses what Mistral
 * refuses: fields it does not know, ids that are not of nine letters and digits, a user directly
 * after a tool.
 */
final class MistralRequests {

  private static final Set<String> FIELDS =
      Set.of(
          "model",
          "messages",
          "temperature",
          "top_p",
          "max_tokens",
          "stream",
          "stop",
          "random_seed",
          "metadata",
          "response_format",
          "tools",
          "tool_choice",
          "presence_penalty",
          "frequency_penalty",
          "n",
          "prediction",
          "parallel_tool_calls",
          "reasoning_effort",
          "prompt_mode",
          "guardrails",
          "prompt_cache_key",
          "safe_prompt");
  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

  private MistralRequests() {}

  /** Reads a request. */
  interface Reading {
    ReceivedRequest read() throws RefusedRequest;
  }

  static ReceivedRequest read(long number, byte[] body) throws RefusedRequest {
    return formed(() -> understood(number, RequestFields.read(body)));
  }

  /** What has the wrong form is a 422 at Mistral; what breaks a rule says its type itself. */
  static ReceivedRequest formed(Reading reading) throws RefusedRequest {
    try {
      return reading.read();
    } catch (RefusedRequest e) {
      ProviderError error = e.error();
      throw error.type() != null
          ? e
          : new RefusedRequest(new ProviderError(422, error.message(), null, null, error.param()));
    }
  }

  private static ReceivedRequest understood(long number, RequestFields fields)
      throws RefusedRequest {
    for (String name : fields.names()) {
      if (!FIELDS.contains(name)) {
        throw MistralErrors.form("Extra inputs are not permitted", "extra_forbidden", name);
      }
    }
    return ReceivedRequest.builder(number, Dialect.MISTRAL, fields.text("model")).stream(
            fields.flag("stream"))
        .maxOutputTokens(fields.count("max_tokens", 0))
        .turns(turns(fields))
        .tools(OpenAiRequests.tools(fields))
        .choices(OpenAiRequests.choices(fields))
        .build();
  }

  private static List<Turn> turns(RequestFields fields) throws RefusedRequest {
    List<Turn> turns = new ArrayList<>();
    String before = "";
    boolean prefix = false;
    for (RequestFields message : fields.objects("messages")) {
      String role = message.text("role");
      if (!ROLES.contains(role)) {
        throw message.wrong("role", "one of " + ROLES.stream().sorted().toList());
      }
      if (role.equals("user") && before.equals("tool")) {
        throw order("Unexpected role 'user' after role 'tool'");
      }
      checkIds(message, role);
      prefix = message.flag("prefix");
      before = role;
      turns.add(new Turn(role, text(message, role)));
    }
    if (turns.isEmpty()) {
      throw new RefusedRequest("messages must hold at least one message", "messages");
    }
    if (before.equals("system") || (before.equals("assistant") && !prefix)) {
      throw order(
          "Expected last role User or Tool (or Assistant with prefix True) for serving but got "
              + before);
    }
    return turns;
  }

  private static void checkIds(RequestFields message, String role) throws RefusedRequest {
    if (role.equals("tool")) {
      checkId(message.text("tool_call_id"));
    }
    for (RequestFields call : message.objects("tool_calls")) {
      checkId(call.text("id"));
      call.object("function").text("name");
    }
  }

  private static void checkId(String id) throws RefusedRequest {
    if (!MistralIds.valid(id)) {
      throw MistralErrors.rule(
          "Tool call id was " + id + " but must be a-z, A-Z, 0-9, with a length of 9.",
          "invalid_request_message",
          "3280");
    }
  }

  private static RefusedRequest order(String message) {
    return MistralErrors.rule(message, "invalid_request_message_order", "3230");
  }

  /** The text; thinking, images and documents are taken and left out. */
  private static String text(RequestFields message, String role) throws RefusedRequest {
    if (!message.has("content") && role.equals("assistant")) {
      return "";
    }
    if (message.isText("content")) {
      return message.text("content");
    }
    StringBuilder text = new StringBuilder();
    for (RequestFields chunk : message.objects("content")) {
      switch (chunk.text("type")) {
        case "text" -> text.append(chunk.text("text"));
        case "thinking" -> chunk.objects("thinking");
        default -> {
          // image_url may be a string or an object, the others are taken unread.
        }
      }
    }
    return text.toString();
  }
}
