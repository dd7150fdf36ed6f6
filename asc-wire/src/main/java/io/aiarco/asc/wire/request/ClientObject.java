package io.aiarco.asc.wire.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.json.ClientJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One object of a client's request. Its fields are taken out one by one, each at most once, and
 * what nobody took is what the reader does not know: {@link #extras} keeps it, {@link #end} refuses
 * it. A field that is null counts as absent. Single-thread.
 */
public final class ClientObject {
  private final ObjectNode fields;
  private final String path;
  private final Map<String, ClientObject> opened = new LinkedHashMap<>(0);

  private ClientObject(ObjectNode fields, String path) {
    this.fields = fields;
    this.path = path;
  }

  /**
   * The object that is a request's body, the first {@code length} bytes.
   *
   * @throws InvalidRequestException when they are not exactly one object; see {@link ClientJson}
   */
  public static ClientObject body(byte[] bytes, int length) {
    ObjectNode fields =
        ClientJson.object(bytes, length)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "body: "
                            + length
                            + " bytes (expected: one JSON object in UTF-8, no name twice in an"
                            + " object, not too deep)"));
    return new ClientObject(fields, "");
  }

  /** Where {@code field} stands in the request, such as {@code messages[2].role}. */
  public String at(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** Whether the field is there and not null. */
  public boolean has(String field) {
    return fields.hasNonNull(field);
  }

  /** Whether the field is text. */
  public boolean hasText(String field) {
    return fields.path(field).isTextual();
  }

  /** Whether the field is the text {@code text}, which is left where it is. */
  public boolean says(String field, String text) {
    return hasText(field) && fields.path(field).textValue().equals(text);
  }

  /** Whether the field is a text that begins with {@code prefix}; it is left where it is. */
  public boolean startsWith(String field, String prefix) {
    return hasText(field) && fields.path(field).textValue().startsWith(prefix);
  }

  /** Takes the field if its compact form is {@code json}: what is so without it. */
  public void drop(String field, String json) {
    if (fields.path(field).toString().equals(json)) {
      fields.remove(field);
    }
  }

  /** Takes a text, maybe an empty one; null when it is absent. */
  public @Nullable String text(String field) {
    JsonNode value = take(field);
    if (value != null && !value.isTextual()) {
      throw refusal(field, value, "text");
    }
    return value == null ? null : value.textValue();
  }

  /** Takes a text of 1 to {@code longest} characters; null when it is absent. */
  public @Nullable String text(String field, int longest) {
    String text = text(field);
    if (text != null && (text.isEmpty() || text.length() > longest)) {
      throw refusal(field, text.length() + " characters", "1 to " + longest);
    }
    return text;
  }

  /** Takes a text that must be there. */
  public String requireText(String field) {
    return present(field, text(field), "text");
  }

  /** Takes a text that must be one of {@code words}; null when it is absent. */
  public @Nullable String word(String field, String... words) {
    String text = text(field);
    for (String word : words) {
      if (word.equals(text)) {
        return word;
      }
    }
    if (text != null) {
      throw refusal(field, text.length() + " characters", String.join(", ", words));
    }
    return null;
  }

  /** Takes true or false; null when it is absent. */
  public @Nullable Boolean flag(String field) {
    JsonNode value = take(field);
    if (value != null && !value.isBoolean()) {
      throw refusal(field, value, "true or false");
    }
    return value == null ? null : value.booleanValue();
  }

  /** Takes a whole number in its range; null when it is absent. */
  public @Nullable Long whole(String field, long least, long most) {
    JsonNode value = take(field);
    if (value == null) {
      return null;
    }
    if (!value.canConvertToLong()
        || !value.canConvertToExactIntegral()
        || value.longValue() < least
        || value.longValue() > most) {
      throw refusal(field, value, "a whole number from " + least + " to " + most);
    }
    return value.longValue();
  }

  /** Takes a number in its range; null when it is absent. */
  public @Nullable Double number(String field, double least, double most) {
    JsonNode value = take(field);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
      throw refusal(field, value, "a number from " + least + " to " + most);
    }
    return value.doubleValue();
  }

  /**
   * The object in a field; null when it is absent. What nobody takes from it stays among this
   * object's extras, inside an object of that name.
   */
  public @Nullable ClientObject object(String field) {
    JsonNode value = fields.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!(value instanceof ObjectNode object)) {
      throw refusal(field, value, "an object");
    }
    return opened.computeIfAbsent(field, none -> new ClientObject(object, at(field)));
  }

  /** The object in a field that must be there; see {@link #object}. */
  public ClientObject requireObject(String field) {
    return present(field, object(field), "an object");
  }

  /** Takes a list of objects; an empty one when it is absent. */
  public List<ClientObject> objects(String field) {
    List<ClientObject> objects = new ArrayList<>();
    for (JsonNode item : list(field)) {
      String at = at(field) + "[" + objects.size() + "]";
      if (!(item instanceof ObjectNode object)) {
        throw refused(at, kind(item), "an object");
      }
      objects.add(new ClientObject(object, at));
    }
    return objects;
  }

  /** Takes a list of texts; an empty one when it is absent. */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(field)) {
      if (!item.isTextual()) {
        throw refused(at(field) + "[" + texts.size() + "]", kind(item), "text");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** Takes an object unread, in compact form; null when it is absent. */
  public @Nullable Json json(String field) {
    JsonNode value = take(field);
    if (value != null && !value.isObject()) {
      throw refusal(field, value, "an object");
    }
    return value == null ? null : Json.of(value.toString());
  }

  /** All of it unread, in compact form, less what was taken. */
  public Json json() {
    return Json.of(fields.toString());
  }

  /** What nobody took, as {@code dialect} has it; null when that is nothing. */
  public @Nullable WireExtras extras(String dialect) {
    return isTaken() ? null : new WireExtras(dialect, json());
  }

  /** Takes what nobody took: nothing of it stays for the object around. */
  public @Nullable WireExtras takeExtras(String dialect) {
    WireExtras extras = extras(dialect);
    fields.removeAll();
    return extras;
  }

  /** Refuses a field that is among {@code names} and was not taken. */
  public void refuse(Collection<String> names, String expected) {
    if (isTaken()) {
      return;
    }
    for (String name : names) {
      if (has(name)) {
        throw refusal(name, fields.path(name), expected);
      }
    }
  }

  /**
   * Says that all of it must have been taken by now.
   *
   * @throws InvalidRequestException when something was not; names are the client's, so they are
   *     counted and not said
   */
  public void end(String expected) {
    if (!isTaken()) {
      throw new InvalidRequestException(
          path + ": " + fields.size() + " fields more (expected: " + expected + ")");
    }
  }

  /** Puts a value of the model together, whose own refusal of it then says where it stood. */
  public <T> T make(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      // Messages of values say what, how long and what was expected: no content.
      throw new InvalidRequestException(
          (path.isEmpty() ? "" : path + ": ") + String.valueOf(e.getMessage()));
    }
  }

  /** {@code value}, unless it is absent. */
  public <T> T present(String field, @Nullable T value, String expected) {
    if (value == null) {
      throw refusal(field, "none", expected);
    }
    return value;
  }

  /** The refusal of a field; {@code what} says what it is without saying any of it. */
  public InvalidRequestException refusal(String field, String what, String expected) {
    return refused(at(field), what, expected);
  }

  private InvalidRequestException refusal(String field, JsonNode value, String expected) {
    return refusal(field, kind(value), expected);
  }

  private static InvalidRequestException refused(String where, String what, String expected) {
    return new InvalidRequestException(where + ": " + what + " (expected: " + expected + ")");
  }

  private Iterable<JsonNode> list(String field) {
    JsonNode value = take(field);
    if (value != null && !value.isArray()) {
      throw refusal(field, value, "a list");
    }
    return value == null ? List.of() : value;
  }

  private @Nullable JsonNode take(String field) {
    JsonNode value = fields.remove(field);
    return value == null || value.isNull() ? null : value;
  }

  private boolean isTaken() {
    for (Map.Entry<String, ClientObject> entry : opened.entrySet()) {
      if (entry.getValue().isTaken()) {
        fields.remove(entry.getKey());
      }
    }
    for (Iterator<JsonNode> all = fields.elements(); all.hasNext(); ) {
      if (all.next().isNull()) {
        all.remove();
      }
    }
    return fields.isEmpty();
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> value.textValue().length() + " characters";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list of " + value.size();
      case OBJECT -> "an object of " + value.size();
      default -> "null";
    };
  }
}
