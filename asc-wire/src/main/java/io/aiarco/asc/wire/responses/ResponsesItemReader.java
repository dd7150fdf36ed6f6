package io.aiarco.asc.wire.responses;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.request.ClientObject;
import io.aiarco.asc.wire.request.ClientTools;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the input: one text, or items. Neighbouring items of the assistant become one message, and
 * so do results of tools, as all other dialects have them. Ids and states of items name what was
 * served, which nobody keeps, so they are let go. Single-thread.
 */
final class ResponsesItemReader {
  private final String model;
  private final ChatRequest.Builder request;
  private final List<Content> open = new ArrayList<>();
  private Role openRole = Role.ASSISTANT;

  private ResponsesItemReader(String model, ChatRequest.Builder request) {
    this.model = model;
    this.request = request;
  }

  /** {@code model}: who wrote the reasoning among the items, where its seal does not say. */
  static void read(ClientObject body, String model, ChatRequest.Builder to) {
    if (body.hasText("input")) {
      to.user(body.requireText("input"));
      return;
    }
    ResponsesItemReader reader = new ResponsesItemReader(model, to);
    for (ClientObject item : body.objects("input")) {
      reader.item(item);
    }
    reader.close();
  }

  /** One item; a message may leave its type out. */
  private void item(ClientObject item) {
    if (item.says("type", "message") || !item.has("type") && item.has("role")) {
      message(item);
    } else if (item.says("type", "function_call")) {
      add(Role.ASSISTANT, call(item));
    } else if (item.says("type", "function_call_output")) {
      add(Role.TOOL, result(item));
    } else if (item.says("type", "reasoning")) {
      add(Role.ASSISTANT, reasoning(item));
    } else if (item.says("type", "item_reference") || !item.has("type")) {
      throw item.refusal("type", "a reference", ResponsesRequestReader.STATELESS);
    } else {
      add(Role.ASSISTANT, new Content.Unknown(ResponsesDialect.NAME, item.json()));
    }
  }

  private void add(Role role, Content piece) {
    if (role != openRole) {
      close();
      openRole = role;
    }
    open.add(piece);
  }

  private void close() {
    if (!open.isEmpty()) {
      request.message(new Message(openRole, open));
      open.clear();
    }
  }

  private void message(ClientObject item) {
    if (item.says("role", "assistant")) {
      assistant(item);
      return;
    }
    item.text("type");
    served(item);
    String role = item.word("role", "developer", "system", "user", "assistant");
    Role who = item.present("role", role, "a role").equals("user") ? Role.USER : Role.SYSTEM;
    List<Content> content = content(item);
    close();
    request.message(new Message(who, content, item.extras(ResponsesDialect.NAME)));
  }

  /** What is known of the item stands with each of its texts: they become items of their own. */
  private void assistant(ClientObject item) {
    Json whole = item.json();
    item.text("type");
    served(item);
    item.text("role");
    List<Content> content = content(item);
    if (!content.stream().allMatch(Content.Text.class::isInstance)) {
      add(Role.ASSISTANT, new Content.Unknown(ResponsesDialect.NAME, whole));
      return;
    }
    for (Content piece : content) {
      String text = ((Content.Text) piece).text();
      add(Role.ASSISTANT, new Content.Text(text, item.extras(ResponsesDialect.NAME)));
    }
  }

  private static List<Content> content(ClientObject item) {
    List<Content> content = InputPartReader.content(item, "content");
    if (content.isEmpty()) {
      throw item.refusal("content", "none", "text, or a list of at least one part");
    }
    return content;
  }

  private static Content call(ClientObject item) {
    item.text("type");
    served(item);
    String id = item.requireText("call_id");
    String name = item.requireText("name");
    Json arguments = ClientTools.arguments(item);
    return new Content.ToolUse(
        new ToolCall(id, name, arguments), item.extras(ResponsesDialect.NAME));
  }

  private static Content result(ClientObject item) {
    item.text("type");
    served(item);
    String id = item.requireText("call_id");
    List<Content> content = InputPartReader.content(item, "output");
    return item.make(
        () -> new Content.ToolResult(id, content, false, item.extras(ResponsesDialect.NAME)));
  }

  /** Without its seal nobody takes it back: it is only what was shown. */
  private Content reasoning(ClientObject item) {
    Json whole = item.json();
    StringBuilder text = new StringBuilder();
    for (ClientObject part : item.objects("summary")) {
      text.append(part.requireText("text"));
    }
    String seal = item.text("encrypted_content");
    boolean sealed = seal != null && !seal.isEmpty();
    return new Content.Reasoning(
        text.toString(), sealed ? ReasoningSeal.state(whole, model) : null);
  }

  private static void served(ClientObject item) {
    item.text("id");
    item.text("status");
  }
}
