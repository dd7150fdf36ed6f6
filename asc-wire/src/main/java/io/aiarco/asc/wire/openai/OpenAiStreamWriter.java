package io.aiarco.asc.wire.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.StreamEvent;
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
 * Writes a stream of {@code chat.completion.chunk}s. The first has the role, which official helpers
 * insist on; a tool call comes in one piece, with id and name; figures come last, in a chunk
 * without choices, if the client asked for them. Single-thread.
 */
final class OpenAiStreamWriter implements StreamWriter {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);
  private static final String CONTENT = "content";
  private static final String REASONING = "reasoning_content";
  private static final String REFUSAL = "refusal";

  private final Step step = new Step();
  private final ReplyHead head;
  private final SseWriter out;
  private Usage usage = Usage.ABSENT;
  private boolean begun;

  OpenAiStreamWriter(ReplyHead head, OutputStream out) {
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
    out.event("", OpenAiErrors.body(error));
  }

  @Override
  public void keepAlive() throws IOException {
    out.keepAlive();
  }

  /** What a chunk's delta has. */
  @FunctionalInterface
  private interface Delta {
    void write(JsonGenerator json) throws IOException;
  }

  private void begin() {
    if (!begun) {
      begun = true;
      chunk(
          json -> {
            json.writeStringField("role", "assistant");
            json.writeStringField("content", "");
          },
          null);
    }
  }

  private void content(Delta delta) {
    begin();
    chunk(delta, null);
  }

  private void text(String field, String text) {
    if (!text.isEmpty()) {
      content(json -> RequestBody.text(json, field, text));
    }
  }

  private void chunk(Delta delta, @Nullable String finish) {
    write(
        json -> {
          json.writeArrayFieldStart("choices");
          json.writeStartObject();
          json.writeNumberField("index", 0);
          json.writeObjectFieldStart("delta");
          delta.write(json);
          json.writeEndObject();
          json.writeNullField("logprobs");
          json.writeStringField("finish_reason", finish);
          json.writeEndObject();
          json.writeEndArray();
          if (head.usage()) {
            json.writeNullField("usage");
          }
        });
  }

  private void write(RequestBody.Fields fields) {
    byte[] chunk =
        RequestBody.of(
            json -> {
              RequestBody.text(json, "id", head.id());
              json.writeStringField("object", "chat.completion.chunk");
              json.writeNumberField("created", head.created().getEpochSecond());
              RequestBody.text(json, "model", head.model());
              fields.write(json);
            });
    send(chunk);
  }

  private void send(byte[] data) {
    try {
      out.event("", data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes one event; true when it has something to say in this protocol. */
  private final class Step implements StreamEvent.Visitor<Boolean> {
    private final WholeCharacters thought = new WholeCharacters();
    private final WholeCharacters said = new WholeCharacters();
    private final WholeCharacters refused = new WholeCharacters();
    private int toolCalls;

    @Override
    public Boolean started(StreamEvent.Started started) {
      begin();
      return true;
    }

    @Override
    public Boolean textDelta(StreamEvent.TextDelta delta) {
      text(CONTENT, said.add(delta.text()));
      return true;
    }

    @Override
    public Boolean reasoningDelta(StreamEvent.ReasoningDelta delta) {
      text(REASONING, thought.add(delta.text()));
      return true;
    }

    @Override
    public Boolean refusalDelta(StreamEvent.RefusalDelta delta) {
      text(REFUSAL, refused.add(delta.text()));
      return true;
    }

    @Override
    public Boolean toolCallComplete(StreamEvent.ToolCallComplete complete) {
      int index = toolCalls++;
      content(
          json -> {
            json.writeArrayFieldStart("tool_calls");
            json.writeStartObject();
            json.writeNumberField("index", index);
            OpenAiWords.toolCall(json, complete.call());
            json.writeEndObject();
            json.writeEndArray();
          });
      return true;
    }

    @Override
    public Boolean usage(StreamEvent.UsageReport report) {
      usage = report.usage();
      return true;
    }

    @Override
    public Boolean finished(StreamEvent.Finished finished) {
      text(REASONING, thought.end());
      text(CONTENT, said.end());
      text(REFUSAL, refused.end());
      begin();
      chunk(json -> {}, OpenAiWords.finish(finished.reason()));
      if (head.usage()) {
        write(
            json -> {
              json.writeArrayFieldStart("choices");
              json.writeEndArray();
              OpenAiWords.usage(json, usage);
            });
      }
      send(DONE);
      return true;
    }

    @Override
    public Boolean other(StreamEvent event) {
      return false;
    }
  }
}
