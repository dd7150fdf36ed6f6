package io.aiarco.asc.wire.responses;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.wire.ErrorAnswer;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import io.aiarco.asc.wire.error.OpenAiErrors;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.reply.WholeCharacters;
import io.aiarco.asc.wire.reply.WordlessRefusal;
import io.aiarco.asc.wire.responses.ServedItem.Kind;
import io.aiarco.asc.wire.sse.SseWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a response as a stream of named and numbered events, the whole ladder of them, since
 * official helpers insist on every rung: the response begins, each item is added, its part is
 * added, told and done, it is done, and the last event repeats it all. It has one choice: of others
 * nothing is told. Single-thread.
 */
final class ResponsesStreamWriter implements StreamWriter {
  private final Step step = new Step();
  private final WholeCharacters characters = new WholeCharacters();
  private final StringBuilder said = new StringBuilder();
  private final List<ServedItem> output = new ArrayList<>();
  private final ReplyHead head;
  private final SseWriter out;
  private Usage usage = Usage.ABSENT;
  private @Nullable ServedItem open;
  private boolean worded;
  private int sequence;

  ResponsesStreamWriter(ReplyHead head, OutputStream out) {
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

  /** Both ways there are to say it: one official helper sees the first only, another the second. */
  @Override
  public void failure(ErrorAnswer error) throws IOException {
    try {
      begin();
      send(
          "error",
          json -> {
            RequestBody.text(json, "message", error.message());
            json.writeStringField("code", error.code());
            json.writeNullField("param");
            OpenAiErrors.write(json, error);
          });
      response(ServedResponse.failed(new ServedResponse.Failure(error.code(), error.message())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void keepAlive() throws IOException {
    out.keepAlive();
  }

  private void send(String type, RequestBody.Fields fields) {
    byte[] data =
        RequestBody.of(
            json -> {
              json.writeStringField("type", type);
              json.writeNumberField("sequence_number", sequence++);
              fields.write(json);
            });
    try {
      out.event(type, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin() {
    if (sequence == 0) {
      send("response.created", json -> response(json, ServedResponse.BEGUN));
      send("response.in_progress", json -> response(json, ServedResponse.BEGUN));
    }
  }

  /** The last event. */
  private void response(ServedResponse response) {
    send("response." + response.status(), json -> response(json, response));
  }

  private void response(JsonGenerator json, ServedResponse response) throws IOException {
    json.writeObjectFieldStart("response");
    response.write(json, head, output, usage);
    json.writeEndObject();
  }

  private void say(Kind kind, String text) {
    begin();
    ServedItem item = open;
    if (item == null || item.kind() != kind) {
      close(ServedItem.COMPLETED);
      item = ServedItem.of(kind, head.id(), output.size(), "");
      open(item);
    }
    said.append(text);
    delta(item, characters.add(text));
  }

  private void open(ServedItem item) {
    open = item;
    item("response.output_item.added", item, ServedItem.IN_PROGRESS);
    part(item, "added");
  }

  private void delta(ServedItem item, String text) {
    if (!text.isEmpty()) {
      send(
          item.kind().textEvent + ".delta",
          json -> {
            at(json, item);
            RequestBody.text(json, "delta", text);
            logprobs(json, item);
          });
    }
  }

  /** Ends the item that is open, if one is. */
  private void close(String status) {
    ServedItem begun = open;
    if (begun == null) {
      return;
    }
    delta(begun, characters.end());
    ServedItem item = begun.saying(said.toString());
    said.setLength(0);
    open = null;
    send(
        item.kind().textEvent + ".done",
        json -> {
          at(json, item);
          RequestBody.text(json, item.kind().textField, item.text());
          if (item.call() != null) {
            RequestBody.text(json, "name", item.call().name());
          }
          logprobs(json, item);
        });
    part(item, "done");
    item("response.output_item.done", item, status);
    output.add(item);
  }

  private void item(String type, ServedItem item, String status) {
    send(
        type,
        json -> {
          json.writeNumberField("output_index", output.size());
          json.writeFieldName("item");
          item.write(json, status);
        });
  }

  /** A call has no part. */
  private void part(ServedItem item, String what) {
    if (item.call() != null) {
      return;
    }
    boolean thought = item.kind() == Kind.REASONING;
    send(
        (thought ? "response.reasoning_summary_part." : "response.content_part.") + what,
        json -> {
          at(json, item);
          json.writeObjectFieldStart("part");
          item.kind().part(json, item.text());
          json.writeEndObject();
        });
  }

  /** Which item and part an event is about; each item has but one part. */
  private void at(JsonGenerator json, ServedItem item) throws IOException {
    RequestBody.text(json, "item_id", item.id());
    json.writeNumberField("output_index", output.size());
    if (item.kind() == Kind.REASONING) {
      json.writeNumberField("summary_index", 0);
    } else if (item.call() == null) {
      json.writeNumberField("content_index", 0);
    }
  }

  private static void logprobs(JsonGenerator json, ServedItem item) throws IOException {
    if (item.kind() == Kind.TEXT) {
      json.writeArrayFieldStart("logprobs");
      json.writeEndArray();
    }
  }

  /** Writes one event; true when it has something to say in this protocol. */
  private final class Step implements StreamEvent.Visitor<Boolean> {
    @Override
    public Boolean started(StreamEvent.Started started) {
      begin();
      return true;
    }

    @Override
    public Boolean textDelta(StreamEvent.TextDelta delta) {
      return delta.choice() == 0 && said(Kind.TEXT, delta.text());
    }

    @Override
    public Boolean reasoningDelta(StreamEvent.ReasoningDelta delta) {
      return delta.choice() == 0 && said(Kind.REASONING, delta.text());
    }

    @Override
    public Boolean refusalDelta(StreamEvent.RefusalDelta delta) {
      worded |= delta.choice() == 0 && !delta.text().isEmpty();
      return delta.choice() == 0 && said(Kind.REFUSAL, delta.text());
    }

    private boolean said(Kind kind, String text) {
      say(kind, text);
      return true;
    }

    /** Seals the item its text was told in, or tells one that shows none. */
    @Override
    public Boolean reasoningComplete(StreamEvent.ReasoningComplete complete) {
      String seal = ReasoningSeal.marked(complete.reasoning());
      if (complete.choice() > 0 || seal == null) {
        return false;
      }
      begin();
      ServedItem item = open;
      if (item != null && item.kind() == Kind.REASONING) {
        open = item.sealed(seal);
        close(ServedItem.COMPLETED);
      } else {
        close(ServedItem.COMPLETED);
        item = ServedItem.of(Kind.REASONING, head.id(), output.size(), "").sealed(seal);
        item("response.output_item.added", item, ServedItem.IN_PROGRESS);
        item("response.output_item.done", item, ServedItem.COMPLETED);
        output.add(item);
      }
      return true;
    }

    @Override
    public Boolean toolCallComplete(StreamEvent.ToolCallComplete complete) {
      if (complete.choice() > 0) {
        return false;
      }
      begin();
      close(ServedItem.COMPLETED);
      ServedItem item = ServedItem.of(complete.call(), head.id(), output.size());
      open(item);
      said.append(item.text());
      delta(item, item.text());
      close(ServedItem.COMPLETED);
      return true;
    }

    @Override
    public Boolean usage(StreamEvent.UsageReport report) {
      usage = report.usage();
      return true;
    }

    @Override
    public Boolean finished(StreamEvent.Finished finished) {
      begin();
      ServedResponse response =
          ServedResponse.ended(WordlessRefusal.told(finished.reason(), worded));
      close(response.lastItemStatus());
      response(response);
      return true;
    }

    @Override
    public Boolean other(StreamEvent event) {
      return false;
    }
  }
}
