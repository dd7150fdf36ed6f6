package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One Responses stream (openapi.json 2.3.0, ResponseStreamEvent): named events, the type repeated
 * in the data, numbered from 0, every item added, filled and done, usage in the last event only, no
 * {@code [DONE]}. Single-thread, for one stream.
 */
final class ResponsesEvents {

  private final ResponsesItems items;
  private final Script script;
  private final List<byte[]> events = new ArrayList<>();
  private int output;

  ResponsesEvents(Script script) {
    this.script = script;
    this.items = new ResponsesItems(script);
  }

  List<byte[]> events() {
    Said said = script.only();
    add("response.created", JsonObject.create().with("response", items.begun()));
    add("response.in_progress", JsonObject.create().with("response", items.begun()));
    if (!said.reasoning().isEmpty()) {
      think(said);
    }
    if (!said.deltas().isEmpty()) {
      say(said);
    }
    for (int i = 0; i < said.toolCalls().size(); i++) {
      call(i, said.toolCalls().get(i));
    }
    add("response." + items.status(), JsonObject.create().with("response", items.ended()));
    return events;
  }

  private void think(Said said) {
    item("response.output_item.added", items.reasoning(Optional.empty()));
    String id = items.reasoningId();
    add(
        "response.reasoning_summary_part.added",
        summaryAt(id).with("part", ResponsesItems.summary("")));
    for (String thought : said.reasoning()) {
      add("response.reasoning_summary_text.delta", summaryAt(id).with("delta", thought));
    }
    add("response.reasoning_summary_text.done", summaryAt(id).with("text", said.thoughts()));
    add(
        "response.reasoning_summary_part.done",
        summaryAt(id).with("part", ResponsesItems.summary(said.thoughts())));
    item("response.output_item.done", items.reasoning(Optional.of(said.thoughts())));
    output++;
  }

  private void say(Said said) {
    String kind = said.refusal() ? "refusal" : "output_text";
    item("response.output_item.added", items.message("in_progress", List.of()));
    add("response.content_part.added", contentAt().with("part", items.part("")));
    for (String delta : said.deltas()) {
      add("response." + kind + ".delta", logprobs(said, contentAt().with("delta", delta)));
    }
    add(
        "response." + kind + ".done",
        logprobs(said, contentAt().with(said.refusal() ? "refusal" : "text", said.text())));
    add("response.content_part.done", contentAt().with("part", items.part(said.text())));
    item(
        "response.output_item.done",
        items.message(items.itemStatus(), List.of(items.part(said.text()))));
    output++;
  }

  private void call(int index, Reply.ToolCall call) {
    item("response.output_item.added", items.call(index, "", "in_progress"));
    String id = items.callItemId(index);
    for (String fragment : Said.fragments(call.arguments())) {
      add("response.function_call_arguments.delta", at(id).with("delta", fragment));
    }
    add("response.function_call_arguments.done", at(id).with("arguments", call.arguments()));
    item("response.output_item.done", items.call(index, call.arguments(), "completed"));
    output++;
  }

  private void item(String type, JsonObject item) {
    add(type, JsonObject.create().with("output_index", output).with("item", item));
  }

  private JsonObject summaryAt(String itemId) {
    return at(itemId).with("summary_index", 0);
  }

  private JsonObject contentAt() {
    return at(items.messageId()).with("content_index", 0);
  }

  private JsonObject at(String itemId) {
    return JsonObject.create().with("item_id", itemId).with("output_index", output);
  }

  private static JsonObject logprobs(Said said, JsonObject event) {
    return said.refusal() ? event : event.with("logprobs", List.of());
  }

  private void add(String type, JsonObject rest) {
    events.add(event(type, events.size(), rest));
  }

  /** One event: type and number come first. */
  static byte[] event(String type, int number, JsonObject rest) {
    JsonObject data = JsonObject.create().with("type", type).with("sequence_number", number);
    return Sse.named(type, data.withAll(rest));
  }
}
