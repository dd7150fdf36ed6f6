package io.aiarco.asc.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Operation;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dialect writes exactly what it says it can: the router goes by what it says. */
class FeaturesTest {
  private static final Json OBJECT = Json.of("{\"type\":\"object\"}");
  private static final MediaSource URL = MediaSource.of(URI.create("https://x.example/a"));
  private static final List<WireDialect> DIALECTS =
      Stream.of(
              Stream.of(OpenAiDialect.Flavour.values()).map(OpenAiDialect::new),
              Stream.of(AnthropicDialect.Version.values()).map(AnthropicDialect::new),
              Stream.of(new ResponsesDialect()))
          .<WireDialect>flatMap(dialects -> dialects)
          .toList();

  @ParameterizedTest
  @EnumSource(Feature.class)
  void whatADialectNamesItWritesAndWhatNotItRefuses(Feature feature) {
    assumeTrue(feature.isOf(Operation.CHAT));
    ChatRequest request = asking(feature);
    assertTrue(request.features().contains(feature), feature::key);
    for (WireDialect dialect : DIALECTS) {
      if (dialect.features().containsAll(request.features())) {
        assertDoesNotThrow(() -> dialect.requestBody(request, "m", 16, false), dialect.name());
      } else {
        InvalidRequestException refused =
            assertThrows(
                InvalidRequestException.class,
                () -> dialect.requestBody(request, "m", 16, false),
                dialect.name());
        assertTrue(refused.getMessage().startsWith("request: asks for ["), refused.getMessage());
      }
    }
  }

  @Test
  void aPlainRequestAsksForNothing() {
    assertEquals(Set.of(), ChatRequest.builder().model("m").user("x").build().features());
  }

  private static ChatRequest asking(Feature feature) {
    ChatRequest.Builder ask = ChatRequest.builder().model("m").user("x");
    Tool tool = new Tool("t", "", OBJECT);
    ChatRequest.Builder asked =
        switch (feature) {
          case TOOLS -> ask.tool(tool);
          case TOOL_CHOICE -> ask.tool(tool).toolChoice(ToolChoice.REQUIRED);
          case PARALLEL_TOOL_CALLS -> ask.tool(tool).parallelToolCalls(true);
          case IMAGE_INPUT -> user(ask, new Content.Image(here("image/png")));
          case IMAGE_URL -> user(ask, new Content.Image(URL));
          case DOCUMENT_INPUT -> user(ask, new Content.Document(here("application/pdf"), null));
          case DOCUMENT_URL -> user(ask, new Content.Document(URL, null));
          case AUDIO_INPUT -> user(ask, new Content.Audio(here("audio/mpeg")));
          case AUDIO_URL -> user(ask, new Content.Audio(URL));
          case TOOL_RESULT_MEDIA ->
              ask.message(
                  new Message(
                      Role.TOOL,
                      List.of(
                          new Content.ToolResult(
                              "id", List.of(new Content.Image(here("image/png"))), false))));
          case USER_AFTER_TOOL ->
              ask.message(
                      new Message(
                          Role.TOOL, List.of(new Content.ToolResult("id", "a result", false))))
                  .user("y");
          case PREFILL ->
              ask.message(new Message(Role.ASSISTANT, List.of(new Content.Text("Dear"))));
          case LATE_SYSTEM_MESSAGE -> ask.system("y");
          case JSON_OBJECT -> ask.responseFormat(ResponseFormat.JSON_OBJECT);
          case JSON_SCHEMA -> ask.responseFormat(new ResponseFormat.JsonSchema("n", OBJECT, true));
          case STOP_SEQUENCES -> ask.stopSequence("END");
          case CHOICES -> ask.choices(2);
          case TEMPERATURE -> ask.temperature(0.5);
          case TEMPERATURE_ABOVE_1 -> ask.temperature(1.5);
          case TOP_P -> ask.topP(0.5);
          case TOP_K -> ask.topK(40);
          case SEED -> ask.seed(7);
          case PENALTIES -> ask.presencePenalty(1);
          case LOGPROBS -> ask.topLogprobs(0);
          case REASONING_EFFORT -> ask.reasoningEffort(ReasoningEffort.LOW);
          case END_USER -> ask.endUser("someone");
          case DIMENSIONS -> throw new AssertionError("a chat asks for no " + feature);
        };
    return asked.build();
  }

  private static ChatRequest.Builder user(ChatRequest.Builder ask, Content content) {
    return ask.message(new Message(Role.USER, List.of(content)));
  }

  private static MediaSource here(String mediaType) {
    return MediaSource.of(mediaType, new byte[] {1});
  }
}
