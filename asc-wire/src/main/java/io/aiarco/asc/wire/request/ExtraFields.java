package io.aiarco.asc.wire.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.json.ProviderJson;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what only the wire knows of a piece back into the object it was found in. */
public final class ExtraFields {
  private ExtraFields() {}

  /** {@code extras}, if {@code dialect} is theirs; else null. */
  public static @Nullable WireExtras of(@Nullable WireExtras extras, String dialect) {
    return extras != null && extras.dialect().equals(dialect) ? extras : null;
  }

  /** Whether {@code extras} are of {@code dialect} and have {@code field}. */
  public static boolean has(@Nullable WireExtras extras, String dialect, String field) {
    WireExtras theirs = of(extras, dialect);
    return theirs != null && fields(theirs).has(field);
  }

  /**
   * Writes the fields of {@code extras} into the object {@code json} is in; nothing when they are
   * of another dialect than {@code dialect}.
   *
   * @param own names the object has from the model; a second one could say something else
   * @throws InvalidRequestException when they are not one object, or one of them is among {@code
   *     own}
   */
  public static void write(
      JsonGenerator json, @Nullable WireExtras extras, String dialect, Set<String> own)
      throws IOException {
    write(json, extras, dialect, own, "");
  }

  /** The same, less the object {@code inner}, whose fields {@link #writeInner} writes. */
  public static void write(
      JsonGenerator json,
      @Nullable WireExtras extras,
      String dialect,
      Set<String> own,
      String inner)
      throws IOException {
    WireExtras theirs = of(extras, dialect);
    if (theirs != null) {
      ObjectNode fields = fields(theirs);
      fields.remove(inner);
      write(json, fields, own);
    }
  }

  /** Writes those fields that stand in the object {@code inner} of {@code extras}. */
  public static void writeInner(
      JsonGenerator json,
      @Nullable WireExtras extras,
      String dialect,
      Set<String> own,
      String inner)
      throws IOException {
    WireExtras theirs = of(extras, dialect);
    if (theirs != null && fields(theirs).get(inner) instanceof ObjectNode fields) {
      write(json, fields, own);
    }
  }

  private static void write(JsonGenerator json, ObjectNode fields, Set<String> own)
      throws IOException {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (own.contains(field.getKey())) {
        throw new InvalidRequestException(
            "extras: " + field.getKey() + " (expected: a field that the model has not)");
      }
      json.writeFieldName(WellFormed.text(field.getKey()));
      json.writeRawValue(WellFormed.text(field.getValue().toString()));
    }
  }

  private static ObjectNode fields(WireExtras extras) {
    byte[] text = WellFormed.text(extras.fields().text()).getBytes(UTF_8);
    return ProviderJson.object(text, text.length)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "extras: " + text.length + " bytes (expected: a JSON object)"));
  }
}
