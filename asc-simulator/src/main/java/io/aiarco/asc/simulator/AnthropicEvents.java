package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One Messages stream (Anthropic API reference, Streaming messages): every event is named, nothing
 * but {@code message_stop} ends it, a ping comes early, {@code message_start} carries the first
 * usage and {@code message_delta} the cumulative one. Single-thread, for one stream.
 */
final class AnthropicEvents {

  private final Script script;
  private final List<byte[]> events = new ArrayList<>();
  private int index;

  AnthropicEvents(Script script) {
    this.script = script;
  }

  List<byte[]> events() {
    Said said = script.only();
    begin();
    if (!said.reasoning().isEmpty()) {
      think(said.reasoning());
    }
    if (!said.deltas().isEmpty()) {
      say(said.deltas());
    }
    said.toolCalls().forEach(this::call);
    end(said);
    return events;
  }

  private void begin() {
    JsonObject message =
        AnthropicWire.message(script, List.of()).withNull("stop_reason").withNull("stop_sequence");
    script
        .usage()
        .ifPresent(
            usage ->
                message.with(
                    "usage",
                    AnthropicWire.usage(
                        usage.withoutReasoning(), Math.min(1, usage.outputTotal()))));
    add(AnthropicWire.typed("message_start").with("message", message), "message_start");
    add(AnthropicWire.typed("ping"), "ping");
  }

  /** The signature comes once, after the last of the thoughts. */
  private void think(List<String> thoughts) {
    start(AnthropicWire.thinking("", ""));
    for (String thought : thoughts) {
      delta(AnthropicWire.typed("thinking_delta").with("thinking", thought));
    }
    delta(
        AnthropicWire.typed("signature_delta").with("signature", AnthropicWire.signature(script)));
    stop();
  }

  private void say(List<String> deltas) {
    start(AnthropicWire.typed("text").with("text", ""));
    for (String delta : deltas) {
      delta(AnthropicWire.typed("text_delta").with("text", delta));
    }
    stop();
  }

  private void call(Reply.ToolCall call) {
    start(AnthropicWire.toolUse(call, "{}"));
    // The first fragment is empty at the real provider, and the only one of a tool without
    // arguments.
    argument("");
    for (String fragment : Said.fragments(call.arguments())) {
      argument(fragment);
    }
    stop();
  }

  private void end(Said said) {
    JsonObject end =
        AnthropicWire.typed("message_delta")
            .with("delta", AnthropicWire.stopped(JsonObject.create(), said));
    script
        .usage()
        .ifPresent(usage -> end.with("usage", AnthropicWire.usage(usage, usage.outputTotal())));
    add(end, "message_delta");
    add(AnthropicWire.typed("message_stop"), "message_stop");
  }

  private void start(JsonObject block) {
    add(
        AnthropicWire.typed("content_block_start")
            .with("index", index)
            .with("content_block", block),
        "content_block_start");
  }

  private void argument(String fragment) {
    delta(AnthropicWire.typed("input_json_delta").with("partial_json", fragment));
  }

  private void delta(JsonObject delta) {
    add(
        AnthropicWire.typed("content_block_delta").with("index", index).with("delta", delta),
        "content_block_delta");
  }

  private void stop() {
    add(AnthropicWire.typed("content_block_stop").with("index", index++), "content_block_stop");
  }

  private void add(JsonObject data, String name) {
    events.add(Sse.named(name, data));
  }
}
