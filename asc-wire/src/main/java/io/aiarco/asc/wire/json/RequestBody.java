package io.aiarco.asc.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a request's JSON in one pass into an array that seldom has to grow. */
public final class RequestBody {
  private static final int FRAME_BYTES = 512;
  private static final int PIECE_BYTES = 64;

  private RequestBody() {}

  /** What is written. */
  @FunctionalInterface
  public interface Fields {
    /** Writes the fields of the body's object. */
    void write(JsonGenerator json) throws IOException;
  }

  /** The bytes of one object, whose fields {@code fields} writes. */
  public static byte[] of(ChatRequest request, Fields fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(sizeBytes(request));
    try (JsonGenerator json = ProviderJson.generator(out)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into an array: cannot happen
    }
    return out.toByteArray();
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

  /** What a dialect has no words for. */
  public static InvalidRequestException inexpressible(
      String path, Content content, String dialect) {
    String kind =
        content instanceof Content.Unknown unknown
            ? "a part of " + unknown.dialect()
            : content.getClass().getSimpleName();
    return new InvalidRequestException(
        path + ": " + kind + " (expected: what " + dialect + " can express there)");
  }

  private static int sizeBytes(ChatRequest request) {
    long size = FRAME_BYTES;
    for (Message message : request.messages()) {
      for (Content content : message.content()) {
        size += PIECE_BYTES + content.accept(LENGTH);
      }
    }
    for (Tool tool : request.tools()) {
      size += PIECE_BYTES + tool.description().length() + tool.inputSchema().text().length();
    }
    return (int) Math.min(size, Integer.MAX_VALUE - 8);
  }

  private static final Content.Visitor<Integer> LENGTH =
      new Content.Visitor<>() {
        @Override
        public Integer text(Content.Text text) {
          return text.text().length();
        }

        @Override
        public Integer toolUse(Content.ToolUse use) {
          return use.call().arguments().text().length();
        }

        @Override
        public Integer toolResult(Content.ToolResult result) {
          return result.text().length();
        }

        @Override
        public Integer other(Content content) {
          return content instanceof Content.Unknown unknown ? unknown.json().text().length() : 0;
        }
      };
}
