package io.aiarco.asc.wire;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.Json;
import java.util.List;

/** Requests that golden files show in each dialect. */
public final class Requests {
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

  private static Content use(String id, String arguments) {
    return new Content.ToolUse(new ToolCall(id, "weather", Json.of(arguments)));
  }
}
