package io.aiarco.asc.route;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.chat.WireExtras;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts the pieces of a request with fields that only some wire knows. */
final class ExtrasCount {
  private final Predicate<WireExtras> counts;

  private ExtrasCount(Predicate<WireExtras> counts) {
    this.counts = counts;
  }

  /** Whether it has any, or options of any wire. */
  static boolean isAny(ChatRequest request) {
    return !request.providerOptions().isEmpty() || new ExtrasCount(any -> true).of(request) > 0;
  }

  /**
   * A warning for pieces with fields of another wire than {@code dialect}, and one for options of
   * other wires where there are none for this one: a caller who gave some for each has chosen.
   */
  static List<Warning> foreign(ModelRequest request, String dialect) {
    ExtrasCount others = new ExtrasCount(extras -> !extras.dialect().equals(dialect));
    int foreign = request.fold(others::of, embedding -> 0);
    boolean options =
        !request.providerOptions().isEmpty() && !request.providerOptions().containsKey(dialect);
    if (foreign == 0 && !options) {
      return List.of();
    }
    List<Warning> to = new ArrayList<>(2);
    if (foreign > 0) {
      to.add(new Warning("extras", foreign + " pieces have fields that " + dialect + " has not"));
    }
    if (options) {
      to.add(new Warning("provider-options", "none of them are for " + dialect));
    }
    return to;
  }

  private int of(ChatRequest request) {
    int count = 0;
    for (Message message : request.messages()) {
      count += of(message.extras());
      for (Content piece : message.content()) {
        count += of(piece);
      }
    }
    for (Tool tool : request.tools()) {
      count += of(tool.extras());
    }
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
      count += of(schema.extras());
    }
    return count;
  }

  private int of(Content piece) {
    int count = of(piece.extras());
    if (piece instanceof Content.ToolResult result) {
      for (Content inner : result.content()) {
        count += of(inner.extras());
      }
    }
    return count;
  }

  private int of(@Nullable WireExtras extras) {
    return extras != null && counts.test(extras) ? 1 : 0;
  }
}
