package io.aiarco.asc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.json.Json;
import java.net.URI;
import java.util.List;

/** Requests that golden files show in each dialect. */
public final class Requests {
  private static final Json CITY =
      Json.of("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");

  private Requests() {}

  /** The shortest request there is. */
  public static ChatRequest shortest() {
    return ChatRequest.builder().model("support").user("Where is my parcel?").build();
  }

  /** A tool loop in its third turn, with every setting. */
  public static ChatRequest toolLoop() {
    Json schema =
        Json.of("{ \"type\": \"object\", \"properties\": { \"city\": { \"type\": \"string\" } } }");
    return ChatRequest.builder()
        .model("support")
        .system("Answer briefly.")
        .system("Use \"tools\".")
        .user("Weather in Köln 😀 and Rome?")
        .message(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Content.Text("Looking."),
                    use("call_1", "{ \"city\": \"Köln\" }"),
                    use("call_2", "{\"city\":\"Rome\"}"))))
        .message(
            new Message(Role.TOOL, List.of(new Content.ToolResult("call_1", "12.5 °C", false))))
        .message(new Message(Role.TOOL, List.of(new Content.ToolResult("call_2", "no data", true))))
        .user("And tomorrow?")
        .tool(new Tool("weather", "Weather of a city", schema))
        .tool(new Tool("clock", "", Json.of("{\"type\":\"object\"}")))
        .temperature(0.2)
        .topP(0.9)
        .stopSequence("END")
        .build();
  }

  /** Every setting that OpenAI has and servers compatible with it have too. */
  public static ChatRequest settings() {
    return ChatRequest.builder()
        .model("support")
        .user("Which city?")
        .tool(new Tool("weather", "", Json.of("{\"type\":\"object\"}")))
        .tool(new Tool("clock", "", Json.of("{\"type\":\"object\"}")))
        .toolChoice(new ToolChoice.Subset(List.of("clock"), true))
        .parallelToolCalls(false)
        .responseFormat(new ResponseFormat.JsonSchema("City", CITY, true))
        .seed(9_007_199_254_740_993L)
        .frequencyPenalty(-0.5)
        .presencePenalty(0.25)
        .topLogprobs(2)
        .choices(3)
        .reasoningEffort(ReasoningEffort.HIGH)
        .endUser("5e3f")
        .cacheKey("support-v2")
        .providerOptions("openai-chat", Json.of("{ \"verbosity\": \"low\" }"))
        .providerOptions("anthropic-messages", Json.of("{\"thinking\":{\"type\":\"adaptive\"}}"))
        .build();
  }

  /** The settings that Anthropic has. */
  public static ChatRequest fewerSettings() {
    return ChatRequest.builder()
        .model("support")
        .user("Which city?")
        .tool(new Tool("weather", "", Json.of("{\"type\":\"object\"}")))
        .tool(new Tool("clock", "", Json.of("{\"type\":\"object\"}")))
        .toolChoice(new ToolChoice.Subset(List.of("clock"), true))
        .parallelToolCalls(false)
        .responseFormat(new ResponseFormat.JsonSchema("City", CITY, true))
        .topK(40)
        .reasoningEffort(ReasoningEffort.HIGH)
        .endUser("5e3f")
        .cacheKey("support-v2")
        .providerOptions("openai-chat", Json.of("{\"verbosity\":\"low\"}"))
        .providerOptions("anthropic-messages", Json.of("{\"thinking\":{\"type\":\"adaptive\"}}"))
        .build();
  }

  /** A user who shows, tells and asks; what OpenAI takes of it. */
  public static ChatRequest media() {
    return ChatRequest.builder()
        .model("support")
        .message(
            new Message(
                Role.USER,
                List.of(
                    new Content.Text("Compare."),
                    new Content.Image(MediaSource.of(URI.create("https://x.example/a.png?s=1"))),
                    new Content.Image(MediaSource.of("image/PNG", bytes("png"))),
                    new Content.Document(MediaSource.of("application/pdf", bytes("pdf")), "Bill"),
                    new Content.Audio(MediaSource.of("audio/wav", bytes("wav"))))))
        .build();
  }

  /** Pictures and documents where Anthropic takes them, in a tool's result too. */
  public static ChatRequest documents() {
    return ChatRequest.builder()
        .model("support")
        .message(
            new Message(
                Role.USER,
                List.of(
                    new Content.Image(MediaSource.of(URI.create("https://x.example/a.png"))),
                    new Content.Document(
                        MediaSource.of(URI.create("https://x.example/b.pdf")), null),
                    new Content.Document(MediaSource.of("text/plain", bytes("Köln")), "Note"))))
        .message(new Message(Role.ASSISTANT, List.of(use("call_1", "{}"), use("call_2", "{}"))))
        .message(
            new Message(
                Role.TOOL,
                List.of(
                    new Content.ToolResult(
                        "call_1",
                        List.of(
                            new Content.Text("Chart:"),
                            new Content.Image(MediaSource.of("image/png", bytes("png")))),
                        false),
                    new Content.ToolResult("call_2", List.of(), true))))
        .build();
  }

  /** Reasoning that goes back to {@code model-1}, shown, not shown and hidden. */
  public static ChatRequest reasoning() {
    return ChatRequest.builder()
        .model("support")
        .user("Six times seven?")
        .message(
            new Message(
                Role.ASSISTANT,
                List.of(
                    reasoning(
                        "Simple.",
                        "{\"type\":\"thinking\",\"thinking\":\"Simple.\",\"signature\":\"c2ln\"}"),
                    reasoning(
                        "", "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"c2lnMg==\"}"),
                    reasoning("", "{\"type\":\"redacted_thinking\",\"data\":\"ZGF0YQ==\"}"),
                    new Content.Text("42"))))
        .user("And times eight?")
        .build();
  }

  /** A conversation as OpenAI Responses take it: items in order, sealed reasoning among them. */
  public static ChatRequest items() {
    String sealed =
        "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"c2VhbGVk\"}";
    return ChatRequest.builder()
        .model("support")
        .system("Answer briefly.")
        .message(
            new Message(
                Role.USER,
                List.of(
                    new Content.Text("Which city is it?"),
                    new Content.Image(MediaSource.of(URI.create("https://x.example/a.png?s=1"))),
                    new Content.Image(MediaSource.of("image/png", bytes("png"))),
                    new Content.Document(MediaSource.of("application/pdf", bytes("pdf")), null),
                    new Content.Document(
                        MediaSource.of(URI.create("https://x.example/b.pdf")), "Map"))))
        .message(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Content.Reasoning(
                        "", new ProviderState("openai-responses", "model-1", Json.of(sealed))),
                    new Content.Text("Looking."),
                    use("call_1", "{ \"city\": \"Köln\" }"),
                    use("call_2", "{}"))))
        .message(
            new Message(
                Role.TOOL,
                List.of(
                    new Content.ToolResult(
                        "call_1",
                        List.of(
                            new Content.Text("Chart:"),
                            new Content.Image(MediaSource.of("image/png", bytes("png")))),
                        false),
                    new Content.ToolResult("call_2", "no data", true))))
        .system("Now in French.")
        .user("And tomorrow?")
        .build();
  }

  /** The settings that OpenAI Responses have. */
  public static ChatRequest itemSettings() {
    return ChatRequest.builder()
        .model("support")
        .user("Which city?")
        .tool(new Tool("weather", "Weather of a city", CITY))
        .tool(new Tool("clock", "", Json.of("{\"type\":\"object\"}")))
        .toolChoice(new ToolChoice.Subset(List.of("clock"), true))
        .parallelToolCalls(false)
        .responseFormat(new ResponseFormat.JsonSchema("City", CITY, true))
        .temperature(1.5)
        .topP(0.9)
        .reasoningEffort(ReasoningEffort.HIGH)
        .endUser("5e3f")
        .cacheKey("support-v2")
        .providerOptions("openai-responses", Json.of("{\"truncation\":\"auto\"}"))
        .build();
  }

  private static Content reasoning(String text, String state) {
    return new Content.Reasoning(
        text, new ProviderState("anthropic-messages", "model-1", Json.of(state)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Content use(String id, String arguments) {
    return new Content.ToolUse(new ToolCall(id, "weather", Json.of(arguments)));
  }
}
