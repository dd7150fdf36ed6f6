package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.wire.json.JsonCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a reply ended, as the fields of a whole message or of a {@code message_delta} tell it. */
final class AnthropicStop {
  @Nullable String reason;

  /** Why the provider refused, where it says so. */
  @Nullable String explanation;

  void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "stop_reason" -> reason = value.text();
      case "stop_details" -> value.object(this::detail);
      default -> {}
    }
  }

  private void detail(String name, JsonCursor value) throws IOException {
    if (name.equals("explanation")) {
      explanation = value.text();
    }
  }
}
