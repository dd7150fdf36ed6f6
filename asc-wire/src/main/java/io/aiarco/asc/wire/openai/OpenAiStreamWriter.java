package io.aiarco.asc.wire.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Logprobs;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.reply.OpenAiLogprobs;
import io.aiarco.asc.wire.reply.WholeCharacters;
import io.aiarco.asc.wire.reply.WordlessRefusal;
import io.aiarco.asc.wire.sse.SseWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream of {@code chat.completion.chunk}s. The first has the role, which official helpers
 * insist on; a tool call comes in one piece, with id and name; figures come last: in a chunk
 * without choices if the client asked for them, or on the chunk that ends the first choice. What
 * only the wire knows comes with the finish reasons. Single-thread.
 */
final class OpenAiStreamWriter implements StreamWriter {
  private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

  private final Step step = new Step();
  private final ServedWords words;
  private final String dialect;
  private final ReplyHead head;
  private final SseWriter out;
  private Usage usage = Usage.ABSENT;
  private JsonNode extras = OpenAiExtras.read(null, "");
  private final SortedMap<Integer, Told> told = new TreeMap<>();

  OpenAiStreamWriter(Traits traits, ReplyHead head, OutputStream out) {
    this.words = traits.words();
    this.dialect = traits.dialect();
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
    out.event("", words.error(error));
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

  /** How words of one kind are told. */
  @FunctionalInterface
  private interface Words {
    void write(JsonGenerator json, String text) throws IOException;
  }

  /** What was told of one choice. */
  private static final class Told {
    final WholeCharacters thought = new WholeCharacters();
    final WholeCharacters said = new WholeCharacters();
    final WholeCharacters refused = new WholeCharacters();
    boolean worded;
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

  private void tell(int choice, Words kind, String text) {
    if (!text.isEmpty()) {
      chunk(choice, json -> kind.write(json, text), null);
    }
  }

  private void end(int choice, FinishReason reason) {
    Told all = begin(choice);
    tell(choice, words::thought, all.thought.end());
    tell(choice, words::text, all.said.end());
    tell(choice, words::refusal, all.refused.end());
    chunk(choice, json -> {}, words.finish(WordlessRefusal.told(reason, all.worded)));
  }

  private void chunk(int choice, Delta delta, @Nullable String finish) {
    chunk(choice, delta, Logprobs.NONE, finish);
  }

  private void chunk(int choice, Delta delta, Logprobs logprobs, @Nullable String finish) {
    write(
        json -> {
          json.writeArrayFieldStart("choices");
          json.writeStartObject();
          json.writeNumberField("index", choice);
          json.writeObjectFieldStart("delta");
          delta.write(json);
          if (finish != null) {
            OpenAiExtras.message(json, extras, choice);
          }
          json.writeEndObject();
          OpenAiLogprobs.write(json, logprobs);
          json.writeStringField("finish_reason", finish);
          if (finish != null) {
            OpenAiExtras.choice(json, extras, choice);
          }
          json.writeEndObject();
          json.writeEndArray();
          if (words.usageEndsStream()) {
            if (choice == 0 && finish != null && usage.source() != UsageSource.ABSENT) {
              words.usage(json, usage, OpenAiExtras.usage(extras));
            }
          } else if (head.usage()) {
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
              OpenAiExtras.reply(json, extras);
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
      tell(delta.choice(), words::text, begin(delta.choice()).said.add(delta.text()));
      return true;
    }

    @Override
    public Boolean reasoningDelta(StreamEvent.ReasoningDelta delta) {
      tell(delta.choice(), words::thought, begin(delta.choice()).thought.add(delta.text()));
      return true;
    }

    @Override
    public Boolean refusalDelta(StreamEvent.RefusalDelta delta) {
      Told choice = begin(delta.choice());
      choice.worded |= !delta.text().isEmpty();
      tell(delta.choice(), words::refusal, choice.refused.add(delta.text()));
      return true;
    }

    /** A chunk of its own: the protocol does not say which text they belong to. */
    @Override
    public Boolean logprobs(StreamEvent.LogprobsDelta delta) {
      begin(delta.choice());
      chunk(delta.choice(), json -> {}, delta.logprobs(), null);
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
    public Boolean extras(StreamEvent.Extras more) {
      extras = OpenAiExtras.read(more.extras(), dialect);
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
      // OpenAI's SDK takes a chunk without choices and without figures for one chunk too many.
      if (head.usage() && !words.usageEndsStream() && usage.source() != UsageSource.ABSENT) {
        write(
            json -> {
              json.writeArrayFieldStart("choices");
              json.writeEndArray();
              words.usage(json, usage, OpenAiExtras.usage(extras));
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
