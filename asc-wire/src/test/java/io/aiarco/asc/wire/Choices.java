package io.aiarco.asc.wire;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Several scripted replies as the choices of one, as OpenAI tells them. */
final class Choices {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Half a character can only be an escape. */
  private static final ObjectWriter ASCII = JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private static final String DONE = "data: [DONE]";

  private Choices() {}

  static String whole(List<ScriptedReply> scripts) throws IOException {
    ObjectNode reply = (ObjectNode) JSON.readTree(scripts.get(0).openAiWhole());
    ArrayNode choices = (ArrayNode) reply.get("choices");
    for (int i = 1; i < scripts.size(); i++) {
      ObjectNode other = (ObjectNode) JSON.readTree(scripts.get(i).openAiWhole());
      choices.add(((ObjectNode) other.get("choices").get(0)).put("index", i));
    }
    return ASCII.writeValueAsString(reply);
  }

  /** Their chunks, interleaved as {@code random} picks, each choice's own in order. */
  static String stream(List<ScriptedReply> scripts, Random random) throws IOException {
    List<List<String>> waiting = new ArrayList<>();
    String last = "";
    for (int i = 0; i < scripts.size(); i++) {
      List<String> chunks = new ArrayList<>();
      for (String event : scripts.get(i).openAiStream(random).split("\n\n")) {
        if (!event.equals(DONE)) {
          ObjectNode chunk = (ObjectNode) JSON.readTree(event.substring("data: ".length()));
          ArrayNode choices = (ArrayNode) chunk.get("choices");
          if (choices.isEmpty()) {
            last = i == 0 ? ASCII.writeValueAsString(chunk) : last;
          } else {
            ((ObjectNode) choices.get(0)).put("index", i);
            chunks.add(ASCII.writeValueAsString(chunk));
          }
        }
      }
      waiting.add(chunks);
    }
    StringBuilder sse = new StringBuilder();
    waiting.removeIf(List::isEmpty);
    while (!waiting.isEmpty()) {
      List<String> next = waiting.get(random.nextInt(waiting.size()));
      sse.append("data: ").append(next.remove(0)).append("\n\n");
      waiting.removeIf(List::isEmpty);
    }
    return sse.append("data: ").append(last).append("\n\n" + DONE + "\n\n").toString();
  }
}
