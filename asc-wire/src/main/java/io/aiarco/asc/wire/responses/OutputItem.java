package io.aiarco.asc.wire.responses;

import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.json.JsonCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item of the output: a message, a tool call, reasoning, or what this version does not know.
 * Single-thread.
 */
final class OutputItem {
  static final String CALL = "function_call";
  static final String REASONING = "reasoning";

  private static final Set<String> KNOWN = Set.of("message", CALL, REASONING);

  private final List<StreamEvent> summary = new ArrayList<>(0);
  private final List<StreamEvent> content = new ArrayList<>(1);
  private boolean sealed;

  /** Empty for none. */
  String type = "";

  @Nullable String callId;
  @Nullable String name;

  /** The arguments of a tool call; empty for none. */
  String arguments = "";

  /** The item as it came, where it is to be passed on or sent back unread. */
  @Nullable Json unread;

  private OutputItem() {}

  /** Reads the item {@code value} stands on. */
  static OutputItem read(JsonCursor value) throws IOException {
    OutputItem item = new OutputItem();
    if (!value.isObject()) {
      item.unread = value.json();
      return item;
    }
    long position = value.position();
    value.object(item::field);
    if (!KNOWN.contains(item.type) || item.type.equals(REASONING) && item.sealed) {
      item.unread = value.since(position);
    }
    return item;
  }

  /** What its parts say, in order. */
  List<StreamEvent> parts() {
    List<StreamEvent> parts = new ArrayList<>(summary);
    parts.addAll(content);
    return parts;
  }

  private void field(String field, JsonCursor value) throws IOException {
    switch (field) {
      case "type" -> type = orEmpty(value.text());
      case "call_id" -> callId = value.text();
      case "name" -> name = value.text();
      case "arguments" -> arguments = arguments(value);
      case "encrypted_content" -> sealed = value.text() != null;
      case "summary" -> parts(value, summary);
      case "content" -> parts(value, content);
      default -> {}
    }
  }

  private static void parts(JsonCursor value, List<StreamEvent> to) throws IOException {
    to.clear();
    value.list(part -> OutputPart.read(part, to));
  }

  /** Text; some servers send the object itself. */
  private static String arguments(JsonCursor value) throws IOException {
    return value.isObject() ? value.json().text() : orEmpty(value.text());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
