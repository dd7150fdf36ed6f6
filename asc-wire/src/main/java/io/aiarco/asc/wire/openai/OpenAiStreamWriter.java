package io.aiarco.asc.wire.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.FinishReason;
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
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final SortedMap<Integer, Told> told = new TreeMap<>();

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

  /** What was told of one choice. */
  private static final class Told {
    final WholeCharacters thought = new WholeCharacters();
    final WholeCharacters said = new WholeCharacters();
    final WholeCharacters refused = new WholeCharacters();
    int toolCalls;
  }

  /** The choice, whose first chunk has the role. */
  private Told begin(int choice) {
    Told known = told.get(choice);
    if (known != null) {
      return known;
    }
    Told begun = new Told();
    told.put(choice, begun);
    chunk(
        choice,
        json -> {
          json.writeStringField("role", "assistant");
          json.writeStringField("content", "");
        },
        null);
    return begun;
  }

  private void text(int choice, String field, String text) {
    if (!text.isEmpty()) {
      chunk(choice, json -> RequestBody.text(json, field, text), null);
    }
  }

  private void end(int choice, FinishReason reason) {
    Told all = begin(choice);
    text(choice, REASONING, all.thought.end());
    text(choice, CONTENT, all.said.end());
    text(choice, REFUSAL, all.refused.end());
    chunk(choice, json -> {}, OpenAiWords.finish(reason));
  }

  private void chunk(int choice, Delta delta, @Nullable String finish) {
    write(
        json -> {
          json.writeArrayFieldStart("choices");
          json.writeStartObject();
          json.writeNumberField("index", choice);
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
    @Override
    public Boolean started(StreamEvent.Started started) {
      begin(0);
      return true;
    }

    @Override
    public Boolean textDelta(StreamEvent.TextDelta delta) {
      text(delta.choice(), CONTENT, begin(delta.choice()).said.add(delta.text()));
      return true;
    }

    @Override
    public Boolean reasoningDelta(StreamEvent.ReasoningDelta delta) {
      text(delta.choice(), REASONING, begin(delta.choice()).thought.add(delta.text()));
      return true;
    }

    @Override
    public Boolean refusalDelta(StreamEvent.RefusalDelta delta) {
      text(delta.choice(), REFUSAL, begin(delta.choice()).refused.add(delta.text()));
      return true;
    }

    @Override
    public Boolean toolCallComplete(StreamEvent.ToolCallComplete complete) {
      int index = begin(complete.choice()).toolCalls++;
      chunk(
          complete.choice(),
          json -> {
            json.writeArrayFieldStart("tool_calls");
            json.writeStartObject();
            json.writeNumberField("index", index);
            OpenAiWords.toolCall(json, complete.call());
            json.writeEndObject();
            json.writeEndArray();
          },
          null);
      return true;
    }

    @Override
    public Boolean usage(StreamEvent.UsageReport report) {
      usage = report.usage();
      return true;
    }

    @Override
    public Boolean choiceFinished(StreamEvent.ChoiceFinished finished) {
      end(finished.choice(), finished.reason());
      return true;
    }

    @Override
    public Boolean finished(StreamEvent.Finished finished) {
      end(0, finished.reason());
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
