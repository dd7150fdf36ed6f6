package io.aiarco.asc.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a request's JSON in one pass, into buffers that are used again. */
public final class RequestBody {
  private RequestBody() {}

  /** What is written. */
  @FunctionalInterface
  public interface Fields {
    /** Writes the fields of the body's object. */
    void write(JsonGenerator json) throws IOException;
  }

  /** The bytes of one object, whose fields {@code fields} writes. */
  public static byte[] of(Fields fields) {
    BufferRecycler buffers = ProviderJson.FACTORY._getBufferRecycler();
    try (ByteArrayBuilder out = new ByteArrayBuilder(buffers)) {
      try (JsonGenerator json = ProviderJson.FACTORY.createGenerator(out)) {
        json.writeStartObject();
        fields.write(json);
        json.writeEndObject();
      }
      return out.getClearAndRelease();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into an array: cannot happen
    } finally {
      buffers.releaseToPool();
    }
  }

  /** Writes a text field. */
  public static void text(JsonGenerator json, String field, String text) throws IOException {
    json.writeStringField(field, WellFormed.text(text));
  }

  /**
   * Writes a field whose value is the object in {@code value}.
   *
   * @param path what to call it in the error
   * @throws InvalidRequestException when {@code value} is not exactly one object
   */
  public static void object(JsonGenerator json, String field, Json value, String path)
      throws IOException {
    json.writeFieldName(field);
    json.writeRawValue(requireObject(value, path));
  }

  /** The compact text of {@code value}. */
  public static String requireObject(Json value, String path) {
    return CompactJson.object(value.text())
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    path + ": " + value.text().length() + " characters (expected: a JSON object)"));
  }
}
