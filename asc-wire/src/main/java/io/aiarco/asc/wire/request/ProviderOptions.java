package io.aiarco.asc.wire.request;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.json.CompactJson;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Writes a request's further fields into the body of the one dialect they are for. */
public final class ProviderOptions {
  private ProviderOptions() {}

  /**
   * Writes the fields for {@code dialect}, if there are any.
   *
   * @param reserved fields that ASC writes, and those that would make the call cost more, keep more
   *     or go elsewhere than what was decided on
   * @throws InvalidRequestException when they are not one object, or one of them is reserved or
   *     stands there twice
   */
  public static void write(
      JsonGenerator json, ModelRequest request, String dialect, Set<String> reserved)
      throws IOException {
    write(json, request, dialect, reserved, Set.of());
  }

  /** The same, less those fields that are {@code written} already. */
  public static void write(
      JsonGenerator json,
      ModelRequest request,
      String dialect,
      Set<String> reserved,
      Set<String> written)
      throws IOException {
    Json options = request.providerOptions().get(dialect);
    if (options == null) {
      return;
    }
    String what = "providerOptions[" + dialect + "]";
    Set<String> seen = new HashSet<>();
    boolean whole =
        CompactJson.copyFields(
            options.text(),
            json,
            name -> {
              if (reserved.contains(name)) {
                throw new InvalidRequestException(
                    what + ": " + name + " (expected: a field that ASC does not decide)");
              }
              if (!seen.add(name)) {
                throw new InvalidRequestException(
                    what + ": a field twice (expected: each field once)");
              }
              return !written.contains(name);
            });
    if (!whole) {
      throw new InvalidRequestException(
          what + ": " + options.text().length() + " characters (expected: a JSON object)");
    }
  }
}
