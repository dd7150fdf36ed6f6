package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonNull;
import io.aiarco.asc.simulator.json.JsonReader;
import io.aiarco.asc.simulator.json.JsonSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to one JSON object of a request; what has the wrong type is a {@link
 * RefusedRequest}. Immutable.
 */
final class RequestFields {

  private final String path;
  private final Map<?, ?> members;

  private RequestFields(String path, Map<?, ?> members) {
    this.path = path;
    this.members = members;
  }

  static RequestFields read(byte[] body) throws RefusedRequest {
    try {
      return object("", JsonReader.read(body));
    } catch (JsonSyntaxException e) {
      throw new RefusedRequest(
          "We could not parse the JSON body of your request: " + e.getMessage(), null);
    }
  }

  /** The name of a field as error messages show it. */
  String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The names of all fields, in order. */
  List<String> names() {
    return members.keySet().stream().map(String::valueOf).toList();
  }

  boolean has(String name) {
    return value(name) != null;
  }

  boolean isText(String name) {
    return value(name) instanceof String;
  }

  String text(String name) throws RefusedRequest {
    Object value = required(name);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name, "a string");
  }

  boolean flag(String name) throws RefusedRequest {
    Object value = value(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name, "a boolean");
  }

  OptionalLong count(String name, long least) throws RefusedRequest {
    Object value = value(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    try {
      if (value instanceof BigDecimal number && number.longValueExact() >= least) {
        return OptionalLong.of(number.longValueExact());
      }
    } catch (ArithmeticException e) {
      // Not a whole number of 64 bits: as wrong as one below the least.
    }
    throw wrong(name, "an integer >= " + least);
  }

  RequestFields object(String name) throws RefusedRequest {
    return object(pathOf(name), required(name));
  }

  /** The texts in an array; none if the field is absent. */
  List<String> texts(String name) throws RefusedRequest {
    Object value = value(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw wrong(name, "an array of strings");
  }

  /** The objects in an array; none if the field is absent. */
  List<RequestFields> objects(String name) throws RefusedRequest {
    Object value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong(name, "an array");
    }
    List<RequestFields> objects = new ArrayList<>(list.size());
    for (Object item : list) {
      objects.add(object(pathOf(name) + "." + objects.size(), item));
    }
    return objects;
  }

  RefusedRequest wrong(String name, String expected) {
    return new RefusedRequest(
        "Invalid value for '" + pathOf(name) + "' (expected: " + expected + ")", pathOf(name));
  }

  private static RequestFields object(String path, @Nullable Object value) throws RefusedRequest {
    if (value instanceof Map<?, ?> members) {
      return new RequestFields(path, members);
    }
    throw new RefusedRequest(
        "Invalid value for '" + path + "' (expected: an object)", path.isEmpty() ? null : path);
  }

  private Object required(String name) throws RefusedRequest {
    Object value = value(name);
    if (value == null) {
      throw new RefusedRequest("Missing required parameter: '" + pathOf(name) + "'.", pathOf(name));
    }
    return value;
  }

  /** The value, or null where the field is absent or JSON null: providers treat both alike. */
  private @Nullable Object value(String name) {
    Object value = members.get(name);
    return value == JsonNull.NULL ? null : value;
  }
}
