package io.aiarco.asc.wire.responses;

import io.aiarco.asc.chat.TokenLogprob;
import io.aiarco.asc.wire.error.ErrorMark;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.reply.OpenAiLogprobs;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one event's data says. Its number in the stream means nothing. Single-thread. */
final class ResponseEvent {
  private final ErrorMark error = new ErrorMark();
  @Nullable String type;

  /** Which item of the output it is about; -1 for none. */
  int index = -1;

  /** The next characters of something; null for none. */
  @Nullable String delta;

  /** How likely the tokens of {@link #delta} were; mostly none. */
  List<TokenLogprob> logprobs = List.of();

  @Nullable OutputItem item;
  @Nullable ResponseObject response;

  private ResponseEvent() {}

  /** The event in the first {@code length} bytes; null when they are not one JSON object. */
  static @Nullable ResponseEvent read(byte[] bytes, int length) {
    ResponseEvent event = new ResponseEvent();
    return JsonCursor.read(bytes, length, event::field) ? event : null;
  }

  /** Whether it reports an error. */
  boolean isError() {
    return error.isSet()
        || "response.failed".equals(type)
        || response != null && response.isError();
  }

  private void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "output_index" -> {
        long number = value.whole(-1);
        index = number >= 0 && number <= Integer.MAX_VALUE ? (int) number : -1;
      }
      case "delta" -> delta = value.text();
      case "logprobs" -> logprobs = OpenAiLogprobs.tokens(value);
      case "item" -> item = OutputItem.read(value);
      case "response" -> {
        ResponseObject inner = new ResponseObject();
        value.object(inner::field);
        response = inner;
      }
      case "type" -> {
        type = value.text();
        error.field(name, value);
      }
      default -> error.field(name, value);
    }
  }
}
