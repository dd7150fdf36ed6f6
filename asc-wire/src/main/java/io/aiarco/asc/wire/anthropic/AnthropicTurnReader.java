package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.wire.request.ClientObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one turn. What tools answered stands in a user's turn on this wire and in messages of its
 * own in the neutral model, so that such a turn becomes several messages, in its order.
 */
final class AnthropicTurnReader {
  private final ChatRequest.Builder to;
  private final @Nullable WireExtras extras;
  private final List<Content> pieces = new ArrayList<>();
  private Role role;

  private AnthropicTurnReader(Role role, @Nullable WireExtras extras, ChatRequest.Builder to) {
    this.role = role;
    this.extras = extras;
    this.to = to;
  }

  /**
   * Adds the turn to {@code to}.
   *
   * @param roles whose turns there may be
   * @param model who wrote its reasoning
   */
  static void read(ClientObject turn, String[] roles, String model, ChatRequest.Builder to) {
    String role = turn.present("role", turn.word("role", roles), "a role");
    List<Content> blocks = AnthropicBlockReader.blocks(turn, "content", model);
    if (blocks.isEmpty()) {
      throw turn.refusal("content", "none", "text, or a list of at least one block");
    }
    AnthropicTurnReader reader =
        new AnthropicTurnReader(
            Role.valueOf(role.toUpperCase(Locale.ROOT)), turn.extras(AnthropicDialect.NAME), to);
    blocks.forEach(reader::add);
    reader.flush();
  }

  private void add(Content piece) {
    boolean result = piece instanceof Content.ToolResult;
    boolean user = role == Role.USER || role == Role.TOOL;
    Role speaker = user ? result ? Role.TOOL : Role.USER : role;
    if (speaker != role) {
      flush();
      role = speaker;
    }
    pieces.add(piece);
  }

  private void flush() {
    if (!pieces.isEmpty()) {
      to.message(new Message(role, pieces, extras));
      pieces.clear();
    }
  }
}
