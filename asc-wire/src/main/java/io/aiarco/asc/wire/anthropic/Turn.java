package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.wire.json.RequestBody;
import java.util.ArrayList;
import java.util.List;

/**
 * One turn as the protocol has them: user and assistant alternate, and a user turn begins with the
 * results of the tools asked for before it.
 *
 * @param assistant whose turn it is
 * @param results tool results, in order
 * @param rest everything else, in order; no empty text
 */
record Turn(boolean assistant, List<Content.ToolResult> results, List<Content> rest) {
  private static Turn of(boolean assistant) {
    return new Turn(assistant, new ArrayList<>(), new ArrayList<>());
  }

  /** The texts of the leading system messages. */
  static List<String> system(ChatRequest request) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      if (message.role() != Role.SYSTEM) {
        break;
      }
      for (Content content : message.content()) {
        if (!(content instanceof Content.Text text)) {
          throw RequestBody.inexpressible(path(i), content, AnthropicDialect.NAME);
        }
        if (!text.text().isEmpty()) {
          texts.add(text.text());
        }
      }
    }
    return texts;
  }

  /** The turns after the system messages, at least one. */
  static List<Turn> of(ChatRequest request) {
    List<Turn> turns = new ArrayList<>();
    boolean leading = true;
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      boolean system = message.role() == Role.SYSTEM;
      if (system && !leading) {
        throw new InvalidRequestException(
            path(i) + ": a system message after others (expected: system messages first)");
      }
      leading = system;
      if (!system) {
        add(turns, message, path(i));
      }
    }
    if (turns.isEmpty()) {
      throw new InvalidRequestException("messages: no content (expected: a text or a tool result)");
    }
    return turns;
  }

  private static void add(List<Turn> turns, Message message, String path) {
    boolean assistant = message.role() == Role.ASSISTANT;
    for (Content content : message.content()) {
      boolean empty = content instanceof Content.Text text && text.text().isEmpty();
      if (!empty) {
        Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last == null || last.assistant != assistant) {
          last = of(assistant);
          turns.add(last);
        }
        last.add(content, message.role(), path);
      }
    }
  }

  private void add(Content content, Role role, String path) {
    boolean known =
        content instanceof Content.Unknown unknown
            && unknown.dialect().equals(AnthropicDialect.NAME);
    boolean text = content instanceof Content.Text && role != Role.TOOL;
    boolean use = content instanceof Content.ToolUse && role == Role.ASSISTANT;
    if (content instanceof Content.ToolResult result && role == Role.TOOL) {
      results.add(result);
    } else if (known || text || use) {
      rest.add(content);
    } else {
      throw RequestBody.inexpressible(path, content, AnthropicDialect.NAME);
    }
  }

  private static String path(int index) {
    return "messages[" + index + "]";
  }
}
