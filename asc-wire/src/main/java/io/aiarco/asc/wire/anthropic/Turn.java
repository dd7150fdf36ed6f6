package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.wire.request.Expressible;
import io.aiarco.asc.wire.request.ExtraFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One turn as the protocol has them: no two of one role in a row, and a user turn begins with the
 * results of the tools asked for before it.
 *
 * @param role whose turn it is: a tool's results are the user's
 * @param extras what only this wire knows of it; messages of other extras are other turns
 * @param results tool results, in order
 * @param rest everything else, in order; no empty text
 */
record Turn(
    Role role, @Nullable WireExtras extras, List<Content.ToolResult> results, List<Content> rest) {
  private static Turn of(Role role, @Nullable WireExtras extras) {
    return new Turn(role, extras, new ArrayList<>(), new ArrayList<>());
  }

  /** The texts of the leading system messages. */
  static List<Content.Text> system(ChatRequest request) {
    List<Content.Text> texts = new ArrayList<>();
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      if (message.role() != Role.SYSTEM) {
        break;
      }
      for (Content content : message.content()) {
        if (!(content instanceof Content.Text text)) {
          throw Expressible.refusal(path(i), content, AnthropicDialect.NAME);
        }
        if (!text.text().isEmpty()) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  /**
   * The turns after the leading system messages, at least one.
   *
   * @param model the model they are for: reasoning is taken back by no other than wrote it
   */
  static List<Turn> of(ChatRequest request, String model) {
    List<Turn> turns = new ArrayList<>();
    boolean leading = true;
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      leading &= message.role() == Role.SYSTEM;
      if (!leading) {
        add(turns, message, model, path(i));
      }
    }
    if (turns.isEmpty()) {
      throw new InvalidRequestException("messages: no content (expected: a text or a tool result)");
    }
    return turns;
  }

  /** Whether it is a text of length 0, which the provider refuses and which says nothing. */
  static boolean isEmptyText(Content content) {
    return content instanceof Content.Text text && text.text().isEmpty();
  }

  private static void add(List<Turn> turns, Message message, String model, String path) {
    Role role = message.role() == Role.TOOL ? Role.USER : message.role();
    WireExtras extras = ExtraFields.of(message.extras(), AnthropicDialect.NAME);
    for (Content content : message.content()) {
      if (!isEmptyText(content)) {
        Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last == null || last.role != role || !Objects.equals(last.extras, extras)) {
          last = of(role, extras);
          turns.add(last);
        }
        last.add(content, message.role(), model, path);
      }
    }
  }

  private void add(Content content, Role role, String model, String path) {
    if (content instanceof Content.ToolResult result && role == Role.TOOL) {
      results.add(result);
    } else if (isBlock(content, role, model)) {
      rest.add(content);
    } else {
      throw Expressible.refusal(path, content, AnthropicDialect.NAME);
    }
  }

  private static boolean isBlock(Content content, Role role, String model) {
    if (content instanceof Content.Text) {
      return role != Role.TOOL;
    }
    if (content instanceof Content.Image || content instanceof Content.Document) {
      return role == Role.USER;
    }
    if (content instanceof Content.Reasoning reasoning) {
      return role == Role.ASSISTANT
          && reasoning.state() != null
          && reasoning.state().isOf(AnthropicDialect.NAME, model);
    }
    return content instanceof Content.ToolUse && role == Role.ASSISTANT
        || content instanceof Content.Unknown unknown
            && unknown.dialect().equals(AnthropicDialect.NAME);
  }

  private static String path(int index) {
    return "messages[" + index + "]";
  }
}
