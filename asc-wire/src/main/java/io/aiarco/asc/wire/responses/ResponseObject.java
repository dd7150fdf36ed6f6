package io.aiarco.asc.wire.responses;

import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.wire.error.ErrorMark;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.reply.InclusiveUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response: a whole reply, or what some events tell of it. Read first and turned into events
 * after, because fields come in any order. Single-thread.
 */
final class ResponseObject {
  private final ErrorMark error = new ErrorMark();
  @Nullable String id;
  @Nullable String model;
  @Nullable String status;

  /** Why it is incomplete; null for no reason. */
  @Nullable String cut;

  @Nullable Usage usage;
  @Nullable String serviceTier;

  /** Null when it has no list of items. */
  @Nullable List<OutputItem> output;

  /** The response in the first {@code length} bytes; null when they are not one JSON object. */
  static @Nullable ResponseObject read(byte[] bytes, int length) {
    ResponseObject response = new ResponseObject();
    return JsonCursor.read(bytes, length, response::field) ? response : null;
  }

  /** Whether it is an error, or an error in disguise. */
  boolean isError() {
    return error.isSet() || "failed".equals(status);
  }

  void field(String name, JsonCursor value) throws IOException {
    switch (name) {
      case "id" -> id = value.text();
      case "model" -> model = value.text();
      case "status" -> status = value.text();
      case "incomplete_details" -> {
        cut = null;
        value.object((field, reason) -> cut = field.equals("reason") ? reason.text() : cut);
      }
      case "usage" -> usage = InclusiveUsage.read(value, InclusiveUsage.Names.RESPONSES, null);
      case "service_tier" -> serviceTier = value.text();
      case "output" -> output = items(value);
      default -> error.field(name, value);
    }
  }

  private static @Nullable List<OutputItem> items(JsonCursor value) throws IOException {
    if (!value.isList()) {
      return null;
    }
    List<OutputItem> items = new ArrayList<>(1);
    value.list(item -> items.add(OutputItem.read(item)));
    return items;
  }
}
