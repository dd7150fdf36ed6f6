package io.aiarco.asc.wire.responses;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Logprobs;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.error.ProviderErrors;
import io.aiarco.asc.wire.json.CompactJson;
import io.aiarco.asc.wire.reply.Malformed;
import io.aiarco.asc.wire.reply.SseConventions;
import io.aiarco.asc.wire.reply.ToolCallFold;
import io.aiarco.asc.wire.sse.SseEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one reply. A whole reply is taken as a stream's last event, which repeats the response;
 * of a stream that told its items before, the last event tells the end and the figures. An item
 * counts by its deltas; by itself where none came, as some servers do without. Events are told
 * apart by the {@code type} in their data, because some proxies lose their names; unknown ones are
 * passed on unread.
 */
final class ResponsesReplyDecoder implements ReplyDecoder {
  private static final String COMPLETED = "completed";
  private static final String INCOMPLETE = "incomplete";

  /** Events that say again what deltas or items say. */
  private static final Set<String> REPEATS =
      Set.of(
          "response.content_part.added",
          "response.content_part.done",
          "response.output_text.done",
          "response.refusal.done",
          "response.reasoning_summary_part.added",
          "response.reasoning_summary_part.done",
          "response.reasoning_summary_text.done",
          "response.reasoning_text.done",
          "response.function_call_arguments.done");

  private final ToolCallFold toolCalls = new ToolCallFold();

  /** The items of which deltas came, by their index. */
  private final Set<Integer> toldInParts = new HashSet<>();

  private final String model;
  private boolean started;
  private boolean told;
  private boolean refused;

  /** {@code model}: the one that was asked for. */
  ResponsesReplyDecoder(String model) {
    this.model = model;
  }

  @Override
  public void whole(byte[] body, int length, Consumer<StreamEvent> out) throws ProviderFailure {
    ResponseObject response = ResponseObject.read(body, length);
    if (response == null) {
      throw Malformed.wholeReply(length);
    }
    if (response.isError()) {
      throw ProviderErrors.inside(body, length);
    }
    if (response.output == null) {
      throw Malformed.reply("output: none (expected: a list of items)");
    }
    finish(response, response.status, out);
  }

  @Override
  public boolean event(SseEvent event, Consumer<StreamEvent> out) throws ProviderFailure {
    // Some relays add what OpenAI's other protocol ends with.
    if (SseConventions.isKeepAlive(event) || SseConventions.isDone(event)) {
      return false;
    }
    if (SseConventions.isError(event)) {
      throw ProviderErrors.inside(event.bytes(), event.length());
    }
    ResponseEvent data = ResponseEvent.read(event.bytes(), event.length());
    if (data == null) {
      throw Malformed.event(event);
    }
    if (data.isError()) {
      usage(data.response, out);
      throw ProviderErrors.inside(event.bytes(), event.length());
    }
    String type = data.type == null ? event.name() : data.type;
    switch (type) {
      case "response.created", "response.queued", "response.in_progress" ->
          start(data.response, out);
      case "response.output_item.added" -> begin(data, out);
      case "response.output_text.delta" -> {
        part(data, StreamEvent.TextDelta::new, out);
        logprobs(data, out);
      }
      case "response.refusal.delta" -> part(data, StreamEvent.RefusalDelta::new, out);
      case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
          part(data, StreamEvent.ReasoningDelta::new, out);
      case "response.function_call_arguments.delta" -> arguments(data, out);
      case "response.output_item.done" -> {
        if (data.item != null) {
          item(data.index, data.item, out);
        }
      }
      case "response.completed", "response.incomplete" -> {
        ResponseObject response = data.response == null ? new ResponseObject() : data.response;
        finish(response, type.substring(type.indexOf('.') + 1), out);
        return true;
      }
      default -> {
        if (!REPEATS.contains(type)) {
          unknown(CompactJson.object(event.data()).map(Json::of).orElseThrow(), out);
        }
      }
    }
    return false;
  }

  @Override
  public void end(Consumer<StreamEvent> out) throws ProviderFailure {
    throw Malformed.truncated("response.completed, response.incomplete or response.failed");
  }

  private void start(@Nullable ResponseObject response, Consumer<StreamEvent> out) {
    if (!started && response != null) {
      started = true;
      out.accept(new StreamEvent.Started(response.id, response.model));
    }
  }

  /** An item begins, mostly empty; of a tool call its name is known. */
  private void begin(ResponseEvent data, Consumer<StreamEvent> out) {
    toldInParts.remove(data.index);
    OutputItem item = data.item;
    if (item != null && item.type.equals(OutputItem.CALL)) {
      toolCalls.add(data.index, item.callId, item.name, "", out);
    }
  }

  private void part(
      ResponseEvent data, Function<String, StreamEvent> kind, Consumer<StreamEvent> out) {
    if (data.delta != null) {
      toldInParts.add(data.index);
      say(kind.apply(data.delta), out);
    }
  }

  /** Of a delta they come without bytes; the item that repeats it has them, too late. */
  private static void logprobs(ResponseEvent data, Consumer<StreamEvent> out) {
    if (!data.logprobs.isEmpty()) {
      out.accept(new StreamEvent.LogprobsDelta(new Logprobs(data.logprobs, List.of()), 0));
    }
  }

  private void arguments(ResponseEvent data, Consumer<StreamEvent> out) {
    if (data.delta != null) {
      told = true;
      toldInParts.add(data.index);
      toolCalls.add(data.index, null, null, data.delta, out);
    }
  }

  private void say(StreamEvent part, Consumer<StreamEvent> out) {
    told = true;
    refused |= part instanceof StreamEvent.RefusalDelta;
    out.accept(part);
  }

  /** An item as a whole: says what its deltas did not. */
  private void item(int index, OutputItem item, Consumer<StreamEvent> out) {
    told = true;
    boolean news = !toldInParts.contains(index);
    for (StreamEvent part : item.parts()) {
      if (news || part instanceof StreamEvent.Unknown) {
        say(part, out);
      }
    }
    if (item.type.equals(OutputItem.CALL)) {
      toolCalls.add(index, item.callId, item.name, news ? item.arguments : "", out);
    } else if (item.type.equals(OutputItem.REASONING)) {
      sealed(item, out);
    } else if (item.unread != null) {
      unknown(item.unread, out);
    }
  }

  /** Reasoning that goes back with the next turn. What is not sealed cannot, and is only shown. */
  private void sealed(OutputItem item, Consumer<StreamEvent> out) {
    if (item.unread != null) {
      StringBuilder text = new StringBuilder();
      for (StreamEvent part : item.parts()) {
        text.append(part instanceof StreamEvent.ReasoningDelta shown ? shown.text() : "");
      }
      out.accept(
          new StreamEvent.ReasoningComplete(
              new Content.Reasoning(
                  text.toString(), new ProviderState(ResponsesDialect.NAME, model, item.unread))));
    }
  }

  private static void unknown(Json json, Consumer<StreamEvent> out) {
    out.accept(new StreamEvent.Unknown(ResponsesDialect.NAME, json));
  }

  private static void usage(@Nullable ResponseObject response, Consumer<StreamEvent> out) {
    if (response != null && response.usage != null) {
      Terms terms = Terms.said(response.serviceTier, null);
      out.accept(new StreamEvent.UsageReport(response.usage.on(terms)));
    }
  }

  private void finish(ResponseObject response, @Nullable String status, Consumer<StreamEvent> out)
      throws ProviderFailure {
    start(response, out);
    List<OutputItem> output = response.output;
    if (!told && output != null) {
      for (int i = 0; i < output.size(); i++) {
        item(i, output.get(i), out);
      }
    }
    usage(response, out);
    FinishReason reason = reason(status, response.cut);
    toolCalls.release(reason, out);
    out.accept(new StreamEvent.Finished(reason, response.cut == null ? status : response.cut));
  }

  /**
   * A whole reply without a status is still whole: its JSON ended. Whatever cut a reply short, it
   * is cut, and none of its tool calls may run.
   */
  private FinishReason reason(@Nullable String status, @Nullable String cut)
      throws ProviderFailure {
    if (status == null && cut == null) {
      return FinishReason.MISSING;
    }
    return switch (cut != null || status == null ? INCOMPLETE : status) {
      case COMPLETED ->
          refused
              ? FinishReason.REFUSAL
              : toolCalls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
      case INCOMPLETE ->
          "content_filter".equals(cut) ? FinishReason.PROVIDER_FILTER : FinishReason.LENGTH;
      default -> throw Malformed.reply("status: not an end (expected: completed or incomplete)");
    };
  }
}
