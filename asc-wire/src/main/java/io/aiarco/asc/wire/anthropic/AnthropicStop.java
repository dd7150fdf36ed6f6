package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.reply.ReplyExtras;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a reply ended, as the fields of a whole message or of a {@code message_delta} tell it, and
 * what only the wire knows of it: all other fields there.
 */
final class AnthropicStop {
  @Nullable String reason;

  /** Why the provider refused, where it says so. */
  @Nullable String explanation;

  /** Null for nothing. */
  @Nullable ReplyExtras extras;

  private final boolean wanted;

  /** {@code wanted}: whether what only the wire knows is kept. */
  AnthropicStop(boolean wanted) {
    this.wanted = wanted;
  }

  void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "stop_reason" -> reason = value.text();
      case "stop_details" -> details(value);
      default -> {
        if (wanted && !value.isNull()) {
          extras().field(name, value);
        }
      }
    }
  }

  private ReplyExtras extras() {
    extras = extras == null ? new ReplyExtras() : extras;
    return extras;
  }

  private void details(JsonCursor value) throws IOException {
    if (value.isObject()) {
      long position = value.position();
      value.object(this::detail);
      if (wanted) {
        extras().put("stop_details", value.since(position));
      }
    }
  }

  private void detail(String name, JsonCursor value) throws IOException {
    if (name.equals("explanation")) {
      explanation = value.text();
    }
  }
}
