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
 * again and again, so the last value of each counts, and one that stays costs nothing. What is null
 * or empty says nothing. Single-thread.
 */
public final class ReplyExtras {
  private @Nullable Map<String, Json> fields;
  private @Nullable Map<String, String> texts;

  /** Extras of nothing yet. */
  public ReplyExtras() {}

  /** Takes one field, if it says anything. */
  public void field(String name, JsonCursor value) throws IOException {
    if (value.isText() && texts != null && value.isText(texts.get(name))) {
      return;
    }
    String text = value.text();
    Json json = value.jsonUnlessEmpty();
    if (json != null) {
      put(name, json);
    }
    if (text != null) {
      texts = texts == null ? new TreeMap<>() : texts;
      texts.put(name, text);
    }
  }

  /** Takes one field. */
  public void put(String name, Json value) {
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
    Map<String, Json> all = fields == null ? Map.of() : fields;
    byte[] object =
        RequestBody.of(
            json -> {
              for (Map.Entry<String, Json> field : all.entrySet()) {
                json.writeFieldName(field.getKey());
                json.writeRawValue(field.getValue().text());
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
