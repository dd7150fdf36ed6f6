package io.aiarco.asc.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tells a scripted reply as OpenAI Responses do. Single-thread. */
final class ScriptedResponse {
  private final ScriptedReply script;
  private final StringBuilder sse = new StringBuilder();
  private int sequence;
  private int index;

  ScriptedResponse(ScriptedReply script) {
    this.script = script;
  }

  String whole() {
    return ScriptedReply.json(response(script.cut() ? "incomplete" : "completed"));
  }

  String stream(Random random) {
    event(response("in_progress"), "response.created");
    event(response("in_progress"), "response.in_progress");
    if (!script.reasoning().isEmpty()) {
      item(reasoning(), "reasoning_summary_text", script.reasoning(), "summary", random);
    }
    if (!script.text().isEmpty()) {
      item(message(), "output_text", script.text(), "content", random);
    }
    for (int i = 0; i < script.tools().size(); i++) {
      item(call(i), "function_call_arguments", script.tools().get(i), "arguments", random);
    }
    String status = script.cut() ? "incomplete" : "completed";
    event(response(status), "response." + status);
    return sse.toString();
  }

  /** One item: added without what it says, told in pieces or not at all, and done. */
  private void item(ObjectNode item, String what, String text, String field, Random random) {
    ObjectNode added = item.deepCopy();
    if (field.equals("arguments")) {
      added.put(field, "");
    } else {
      added.putArray(field);
    }
    event(about().set("item", added), "response.output_item.added");
    List<String> pieces =
        random.nextInt(8) == 0 ? new ArrayList<>() : ScriptedReply.pieces(text, random);
    for (String piece : pieces) {
      event(about().put("delta", piece).put("obfuscation", "x"), "response." + what + ".delta");
    }
    event(about().put("text", text), "response." + what + ".done");
    event(about().set("item", item), "response.output_item.done");
    index++;
  }

  private ObjectNode about() {
    return ScriptedReply.JSON.createObjectNode().put("output_index", index);
  }

  private void event(ObjectNode rest, String type) {
    ObjectNode data =
        ScriptedReply.JSON.createObjectNode().put("type", type).put("sequence_number", sequence++);
    if (rest.has("object")) {
      data.set("response", rest);
    } else {
      data.setAll(rest);
    }
    sse.append("event: ").append(type).append("\ndata: ");
    sse.append(ScriptedReply.json(data)).append("\n\n");
  }

  private ObjectNode response(String status) {
    ObjectNode response =
        ScriptedReply.JSON
            .createObjectNode()
            .put("id", "resp_1")
            .put("object", "response")
            .put("status", status)
            .put("model", "gpt-x")
            .putNull("error");
    ArrayNode output = response.putArray("output");
    if (status.equals("in_progress")) {
      response.putNull("incomplete_details").putNull("usage");
      return response;
    }
    if (status.equals("incomplete")) {
      response.putObject("incomplete_details").put("reason", "max_output_tokens");
    }
    if (!script.reasoning().isEmpty()) {
      output.add(reasoning());
    }
    if (!script.text().isEmpty()) {
      output.add(message());
    }
    for (int i = 0; i < script.tools().size(); i++) {
      output.add(call(i));
    }
    ObjectNode usage =
        response
            .putObject("usage")
            .put("input_tokens", script.input() + script.cached())
            .put("output_tokens", script.output());
    usage.putObject("input_tokens_details").put("cached_tokens", script.cached());
    return response;
  }

  private ObjectNode reasoning() {
    ObjectNode item =
        ScriptedReply.JSON.createObjectNode().put("id", "rs_1").put("type", "reasoning");
    item.putArray("summary").add(part("summary_text", script.reasoning()));
    return item.put("encrypted_content", "c2VhbGVk");
  }

  private ObjectNode message() {
    ObjectNode item =
        ScriptedReply.JSON
            .createObjectNode()
            .put("id", "msg_1")
            .put("type", "message")
            .put("role", "assistant");
    item.putArray("content").add(part("output_text", script.text()));
    return item;
  }

  private ObjectNode call(int i) {
    return ScriptedReply.JSON
        .createObjectNode()
        .put("id", "fc_" + i)
        .put("type", "function_call")
        .put("call_id", "call-" + i)
        .put("name", "tool_" + i)
        .put("arguments", script.tools().get(i));
  }

  private static ObjectNode part(String type, String text) {
    return ScriptedReply.JSON.createObjectNode().put("type", type).put("text", text);
  }
}
