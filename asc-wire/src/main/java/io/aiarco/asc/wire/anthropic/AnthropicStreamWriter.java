package io.aiarco.asc.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.reply.WholeCharacters;
import io.aiarco.asc.wire.sse.SseWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message as a stream of named events, which official SDKs insist on: its head, blocks by
 * index, each opened and closed, how it ended, its end. It has one choice: of others nothing is
 * told. Single-thread.
 */
final class AnthropicStreamWriter implements StreamWriter {
  private final Step step = new Step();
  private final WholeCharacters characters = new WholeCharacters();
  private final StringBuilder refusal = new StringBuilder();
  private final ReplyHead head;
  private final SseWriter out;
  private Usage usage = Usage.ABSENT;
  private @Nullable WireExtras extras;
  private boolean begun;
  private String openBlock = "";
  private int nextIndex;

  AnthropicStreamWriter(ReplyHead head, OutputStream out) {
    this.head = head;
    this.out = new SseWriter(out);
  }

  @Override
  public void event(StreamEvent event) throws IOException {
    try {
      event.accept(step);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void failure(ErrorAnswer error) throws IOException {
    out.event("error", AnthropicErrors.body(error));
  }

  /** The protocol's own ping: its readers know no other filler. */
  @Override
  public void keepAlive() throws IOException {
    out.event("ping", RequestBody.of(json -> json.writeStringField("type", "ping")));
  }

  private void send(String type, RequestBody.Fields fields) {
    byte[] data =
        RequestBody.of(
            json -> {
              json.writeStringField("type", type);
              fields.write(json);
            });
    try {
      out.event(type, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin() {
    if (begun) {
      return;
    }
    begun = true;
    send(
        "message_start",
        json -> {
          json.writeObjectFieldStart("message");
          AnthropicWords.head(json, head);
          json.writeArrayFieldStart("content");
          json.writeEndArray();
          json.writeNullField("stop_reason");
          json.writeNullField("stop_sequence");
          AnthropicWords.usageSoFar(json, usage);
          json.writeEndObject();
        });
  }

  /** Opens a block, unless the last one is of that kind and still open. */
  private void open(String type, RequestBody.Fields fields) {
    begin();
    if (openBlock.equals(type)) {
      return;
    }
    close();
    openBlock = type;
    send(
        "content_block_start",
        json -> {
          json.writeNumberField("index", nextIndex);
          json.writeObjectFieldStart("content_block");
          json.writeStringField("type", type);
          fields.write(json);
          json.writeEndObject();
        });
  }

  private void delta(String type, String field, String text) {
    if (text.isEmpty()) {
      return;
    }
    send(
        "content_block_delta",
        json -> {
          json.writeNumberField("index", nextIndex);
          json.writeObjectFieldStart("delta");
          json.writeStringField("type", type);
          RequestBody.text(json, field, text);
          json.writeEndObject();
        });
  }

  /** Tells what was held back of a text or thinking; other blocks hold nothing. */
  private void flush() {
    delta(openBlock + "_delta", openBlock, characters.end());
  }

  private void close() {
    if (!openBlock.isEmpty()) {
      flush();
      openBlock = "";
      send("content_block_stop", json -> json.writeNumberField("index", nextIndex));
      nextIndex++;
    }
  }

  private static void toolUse(JsonGenerator json, ToolCall call) throws IOException {
    RequestBody.text(json, "id", call.id());
    RequestBody.text(json, "name", call.name());
    json.writeObjectFieldStart("input");
    json.writeEndObject();
  }

  /** Writes one event; true when it has something to say in this protocol. */
  private final class Step implements StreamEvent.Visitor<Boolean> {
    @Override
    public Boolean textDelta(StreamEvent.TextDelta delta) {
      if (delta.choice() > 0) {
        return false;
      }
      open("text", json -> json.writeStringField("text", ""));
      delta("text_delta", "text", characters.add(delta.text()));
      return true;
    }

    @Override
    public Boolean reasoningDelta(StreamEvent.ReasoningDelta delta) {
      if (delta.choice() > 0) {
        return false;
      }
      openThinking();
      delta("thinking_delta", "thinking", characters.add(delta.text()));
      return true;
    }

    private void openThinking() {
      open(
          "thinking",
          json -> {
            json.writeStringField("thinking", "");
            json.writeStringField("signature", "");
          });
    }

    /** Signs the block its text was told in, or tells one that has no text. */
    @Override
    public Boolean reasoningComplete(StreamEvent.ReasoningComplete complete) {
      ObjectNode block = ThinkingOrigin.marked(complete.reasoning());
      if (complete.choice() > 0 || block == null) {
        return false;
      }
      if (ThinkingOrigin.isRedacted(block)) {
        begin();
        close();
        open(
            AnthropicBlock.REDACTED,
            json -> RequestBody.text(json, "data", block.path("data").asText()));
      } else {
        openThinking();
        flush();
        delta("signature_delta", "signature", block.path("signature").asText());
      }
      close();
      return true;
    }

    @Override
    public Boolean refusalDelta(StreamEvent.RefusalDelta delta) {
      if (delta.choice() > 0) {
        return false;
      }
      refusal.append(delta.text());
      return true;
    }

    @Override
    public Boolean toolCallComplete(StreamEvent.ToolCallComplete complete) {
      if (complete.choice() > 0) {
        return false;
      }
      begin();
      close();
      open("tool_use", json -> toolUse(json, complete.call()));
      delta("input_json_delta", "partial_json", complete.call().arguments().text());
      close();
      return true;
    }

    @Override
    public Boolean usage(StreamEvent.UsageReport report) {
      usage = report.usage();
      return true;
    }

    @Override
    public Boolean extras(StreamEvent.Extras more) {
      extras = more.extras();
      return true;
    }

    @Override
    public Boolean finished(StreamEvent.Finished finished) {
      begin();
      close();
      send(
          "message_delta",
          json -> {
            json.writeObjectFieldStart("delta");
            AnthropicWords.stop(json, finished.reason(), refusal.toString(), extras);
            json.writeEndObject();
            AnthropicWords.usage(json, usage, extras);
          });
      send("message_stop", json -> {});
      return true;
    }

    @Override
    public Boolean other(StreamEvent event) {
      return false;
    }
  }
}
