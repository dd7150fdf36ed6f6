package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.wire.json.JsonCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of a content list: text, thinking (Mistral's), or what this version does not know. */
final class ContentPart {
  private final List<String> thoughts = new ArrayList<>(0);
  private @Nullable String type;
  private @Nullable String text;

  private ContentPart() {}

  /** Reads the part {@code value} stands on and adds what it says, in {@code dialect}. */
  static void read(JsonCursor value, String dialect, List<StreamEvent> to) throws IOException {
    if (!value.isObject()) {
      to.add(new StreamEvent.Unknown(dialect, value.json()));
      return;
    }
    long position = value.position();
    ContentPart part = new ContentPart();
    value.object(part::field);
    if ("text".equals(part.type)) {
      if (part.text != null) {
        to.add(new StreamEvent.TextDelta(part.text));
      }
    } else if ("thinking".equals(part.type)) {
      part.thoughts.forEach(thought -> to.add(new StreamEvent.ReasoningDelta(thought)));
    } else {
      to.add(new StreamEvent.Unknown(dialect, value.since(position)));
    }
  }

  private void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "type" -> type = value.text();
      case "text" -> text = value.text();
      case "thinking" -> value.list(thought -> thought.object(this::thought));
      default -> {}
    }
  }

  private void thought(String name, JsonCursor value) throws IOException {
    String thought = name.equals("text") ? value.text() : null;
    if (thought != null) {
      thoughts.add(thought);
    }
  }
}
