package io.aiarco.asc.wire.reply;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.json.JsonCursor;
import io.aiarco.asc.wire.json.ProviderJson;
import io.aiarco.asc.wire.json.RequestBody;
import io.aiarco.asc.wire.request.ExtraFields;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields of one object that only its wire knows. Chunks of a stream say some of them
 * again and again, so the last value of each counts, and one that stays costs nothing; texts, which
 * most are, become JSON only at the end. What is null or empty says nothing. Single-thread.
 */
public final class ReplyExtras {
  private @Nullable Map<String, Value> fields;

  /** Extras of nothing yet. */
  public ReplyExtras() {}

  /** A text as it is, or JSON of any kind. */
  private record Value(@Nullable String text, @Nullable Json json) {
    void write(String name, JsonGenerator to) throws IOException {
      if (text != null) {
        RequestBody.text(to, name, text);
      } else if (json != null) {
        to.writeFieldName(name);
        to.writeRawValue(json.text());
      }
    }
  }

  /** Takes one field, if it says anything. */
  public void field(String name, JsonCursor value) throws IOException {
    Value known = fields == null ? null : fields.get(name);
    if (value.isText()) {
      String text = known != null && value.isText(known.text) ? null : value.text();
      if (text != null) {
        put(name, new Value(text, null));
      }
      return;
    }
    Json json = value.jsonUnlessEmpty();
    if (json != null) {
      put(name, json);
    }
  }

  /** Takes one field. */
  public void put(String name, Json value) {
    put(name, new Value(null, value));
  }

  private void put(String name, Value value) {
    fields = fields == null ? new TreeMap<>() : fields;
    fields.put(name, value);
  }

  /** Takes all of {@code newer}. */
  public void putAll(ReplyExtras newer) {
    if (newer.fields != null) {
      newer.fields.forEach(this::put);
    }
  }

  /** Forgets the field. */
  public void remove(String name) {
    if (fields != null) {
      fields.remove(name);
    }
  }

  /** Whether there is any. */
  public boolean isEmpty() {
    return fields == null || fields.isEmpty();
  }

  /** An object of them all, by name. */
  public Json json() {
    Map<String, Value> all = fields == null ? Map.of() : fields;
    byte[] object =
        RequestBody.of(
            json -> {
              for (Map.Entry<String, Value> field : all.entrySet()) {
                field.getValue().write(field.getKey(), json);
              }
            });
    return Json.ofUtf8(object);
  }

  /** The fields in {@code extras}, if they are of {@code dialect}; else a node of nothing. */
  public static JsonNode read(@Nullable WireExtras extras, String dialect) {
    WireExtras own = ExtraFields.of(extras, dialect);
    if (own == null) {
      return MissingNode.getInstance();
    }
    byte[] json = own.fields().utf8();
    return ProviderJson.object(json, json.length).map(JsonNode.class::cast).orElseThrow();
  }

  /**
   * Writes fields that were read before into the object {@code json} is in, less those it has from
   * the model: a second one could say something else.
   */
  public static void write(JsonGenerator json, JsonNode fields, Set<String> own)
      throws IOException {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (!own.contains(field.getKey())) {
        json.writeFieldName(WellFormed.text(field.getKey()));
        json.writeRawValue(WellFormed.text(field.getValue().toString()));
      }
    }
  }

  /** Says them, if there are any, as those of the whole reply. */
  public void release(String dialect, Consumer<StreamEvent> out) {
    if (!isEmpty()) {
      out.accept(new StreamEvent.Extras(new WireExtras(dialect, json())));
    }
  }
}
