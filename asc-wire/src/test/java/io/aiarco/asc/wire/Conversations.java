package io.aiarco.asc.wire;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.json.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Conversations as clients lead them: questions, tool loops, pictures, settings. */
final class Conversations {
  private static final Json SCHEMA =
      Json.of("{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"number\"}}}");

  private final Random random;
  private final ChatRequest.Builder request = ChatRequest.builder().model("support");
  private int calls;

  private Conversations(Random random) {
    this.random = random;
  }

  /** Any of them; what a dialect cannot say is in some. */
  static Arbitrary<ChatRequest> any() {
    return Arbitraries.randomValue(random -> new Conversations(random).request());
  }

  /**
   * What is said, piece by piece, whichever message it stands in; texts that say nothing aside.
   * Calls and results bear the number of their id: Mistral has ids of its own.
   */
  static List<String> said(ChatRequest request) {
    List<String> said = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (Message message : request.messages()) {
      for (Content piece : message.content()) {
        String words = words(message.role(), piece, ids);
        if (!words.isEmpty()) {
          said.add(words);
        }
      }
    }
    return said;
  }

  private static String words(Role role, Content piece, List<String> ids) {
    if (piece instanceof Content.Text text) {
      return text.text().isEmpty() ? "" : role + " " + text.text();
    }
    if (piece instanceof Content.ToolUse use) {
      ids.add(use.call().id());
      return ids.size() + " " + use.call().name() + " " + use.call().arguments().text();
    }
    if (piece instanceof Content.ToolResult result) {
      List<String> texts = new ArrayList<>();
      result.content().forEach(inner -> texts.add(words(role, inner, ids)));
      return "for " + (1 + ids.indexOf(result.callId())) + " " + texts;
    }
    return piece.toString();
  }

  private ChatRequest request() {
    for (int i = random.nextInt(3); i > 0; i--) {
      request.system(text());
    }
    ask();
    for (int i = random.nextInt(3); i > 0; i--) {
      if (random.nextBoolean()) {
        toolLoop();
      } else {
        request.assistant(text());
      }
      if (random.nextInt(4) == 0) {
        request.system(text());
      }
      ask();
    }
    settings();
    return request.build();
  }

  private void ask() {
    List<Content> pieces = new ArrayList<>(List.of(new Content.Text(text())));
    if (random.nextInt(3) == 0) {
      pieces.add(new Content.Image(MediaSource.of("image/png", new byte[] {1, 2, 3})));
      pieces.add(new Content.Image(MediaSource.of(URI.create("https://x.example/a?b=c"))));
    }
    if (random.nextInt(5) == 0) {
      pieces.add(new Content.Document(MediaSource.of("application/pdf", new byte[] {4}), "Bill"));
    }
    request.message(new Message(Role.USER, pieces));
  }

  private void toolLoop() {
    List<Content> turn = new ArrayList<>();
    if (random.nextBoolean()) {
      turn.add(new Content.Text(text()));
    }
    List<String> ids = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      String id = "call_" + calls++;
      ids.add(id);
      Json arguments = Json.of(random.nextBoolean() ? "{}" : "{\"x\":1.50,\"y\":\"ü\"}");
      turn.add(new Content.ToolUse(new ToolCall(id, "weather", arguments)));
    }
    request.message(new Message(Role.ASSISTANT, turn));
    for (String id : ids) {
      request.message(new Message(Role.TOOL, List.of(new Content.ToolResult(id, text(), false))));
    }
  }

  private void settings() {
    if (random.nextBoolean()) {
      request.tool(new Tool("weather", random.nextBoolean() ? "" : text(), SCHEMA));
      request.tool(new Tool("clock", "", Json.of("{\"type\":\"object\"}")));
      request.toolChoice(
          List.of(
                  ToolChoice.AUTO,
                  ToolChoice.NONE,
                  ToolChoice.REQUIRED,
                  ToolChoice.named("clock"),
                  new ToolChoice.Subset(List.of("weather"), random.nextBoolean()))
              .get(random.nextInt(5)));
    }
    if (random.nextInt(3) == 0) {
      request.responseFormat(
          random.nextBoolean()
              ? ResponseFormat.JSON_OBJECT
              : new ResponseFormat.JsonSchema("reply", SCHEMA, true));
    }
    if (random.nextInt(3) == 0) {
      request.temperature(random.nextInt(9) / 4.0).topP(0.5).stopSequence("END");
    }
    if (random.nextInt(4) == 0) {
      request.seed(random.nextLong()).presencePenalty(-0.5).choices(1 + random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      request.reasoningEffort(ReasoningEffort.HIGH).endUser("5e3f").parallelToolCalls(false);
    }
  }

  private String text() {
    return List.of("Wo ist Köln? 😀", "\"quoted\" \\ and \n", " ", "ask", "\u0000\u2028")
            .get(random.nextInt(5))
        + random.nextInt(10);
  }
}
