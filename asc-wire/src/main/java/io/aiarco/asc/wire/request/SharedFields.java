package io.aiarco.asc.wire.request;

import com.fasterxml.jackson.core.JsonGenerator;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.json.RequestBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fields that all dialects have alike, if not by the same name. */
public final class SharedFields {
  private SharedFields() {}

  /** {@code temperature} and {@code top_p}. */
  public static void sampling(JsonGenerator json, ChatRequest request) throws IOException {
    if (request.temperature().isPresent()) {
      json.writeNumberField("temperature", request.temperature().getAsDouble());
    }
    if (request.topP().isPresent()) {
      json.writeNumberField("top_p", request.topP().getAsDouble());
    }
  }

  /** The stop sequences, where there are any. */
  public static void stops(JsonGenerator json, String field, ChatRequest request)
      throws IOException {
    if (!request.stopSequences().isEmpty()) {
      json.writeArrayFieldStart(field);
      for (String stop : request.stopSequences()) {
        json.writeString(WellFormed.text(stop));
      }
      json.writeEndArray();
    }
  }

  /** Name, description and schema of a tool. */
  public static void tool(JsonGenerator json, Tool tool, String schemaField, String path)
      throws IOException {
    json.writeStringField("name", tool.name());
    if (!tool.description().isEmpty()) {
      RequestBody.text(json, "description", tool.description());
    }
    RequestBody.object(json, schemaField, tool.inputSchema(), path + ".inputSchema");
  }

  /**
   * The tools to offer where the wire has no word for a subset: those of the subset alone, which
   * comes to the same.
   */
  public static List<Tool> offered(ChatRequest request) {
    if (request.toolChoice() instanceof ToolChoice.Subset subset) {
      return request.tools().stream().filter(tool -> subset.tools().contains(tool.name())).toList();
    }
    return request.tools();
  }

  /**
   * A result's pieces where the wire has no word for its being an error: then the first text says
   * so.
   */
  public static List<Content> pieces(Content.ToolResult result) {
    if (!result.error()) {
      return result.content();
    }
    List<Content> marked = new ArrayList<>(result.content());
    if (!marked.isEmpty() && marked.get(0) instanceof Content.Text text) {
      marked.set(0, new Content.Text("error: " + text.text(), text.extras()));
    } else {
      marked.add(0, new Content.Text("error"));
    }
    return marked;
  }

  /** Bytes as an address of their own (RFC 2397). */
  public static String dataUrl(MediaSource.OfBytes bytes) {
    return "data:" + bytes.mediaType() + ";base64," + bytes.base64();
  }
}
