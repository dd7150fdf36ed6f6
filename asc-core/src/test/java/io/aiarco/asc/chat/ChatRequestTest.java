package io.aiarco.asc.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.json.Json;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestTest {
  private static final Tool TOOL = new Tool("find", "finds it", Json.of("{}"));

  @Example
  void whatIsOutOfItsRangeIsRefusedWithTheRange() {
    Map<String, Consumer<ChatRequest.Builder>> wrong =
        Map.ofEntries(
            Map.entry("temperature: NaN (expected: 0 to 2)", b -> b.temperature(Double.NaN)),
            Map.entry("topP: 1.1 (expected: 0 to 1)", b -> b.topP(1.1)),
            Map.entry("topK: 0 (expected: >= 1)", b -> b.topK(0)),
            Map.entry("frequencyPenalty: -2.5 (expected: -2 to 2)", b -> b.frequencyPenalty(-2.5)),
            Map.entry("presencePenalty: 3.0 (expected: -2 to 2)", b -> b.presencePenalty(3)),
            Map.entry("topLogprobs: 21 (expected: 0 to 20)", b -> b.topLogprobs(21)),
            Map.entry("choices: 0 (expected: 1 to 128)", b -> b.choices(0)),
            Map.entry("maxOutputTokens: 0 (expected: >= 1)", b -> b.maxOutputTokens(0)),
            Map.entry("endUser: 0 characters (expected: 1 to 1024)", b -> b.endUser("")),
            Map.entry(
                "cacheKey: 65 characters (expected: 1 to 64)", b -> b.cacheKey("x".repeat(65))));
    wrong.forEach(
        (message, set) ->
            assertEquals(
                message,
                assertThrows(InvalidRequestException.class, () -> set.accept(ChatRequest.builder()))
                    .getMessage()));
  }

  @Example
  void aChoiceThatTheToolsCannotFulfilIsRefused() {
    for (ToolChoice choice :
        List.of(
            ToolChoice.named("other"), new ToolChoice.Subset(List.of("find", "other"), false))) {
      assertThrows(
          InvalidRequestException.class, () -> ask().tool(TOOL).toolChoice(choice).build());
    }
    assertThrows(
        InvalidRequestException.class, () -> ask().toolChoice(ToolChoice.REQUIRED).build());
    ask().tool(TOOL).toolChoice(ToolChoice.named("find")).build();
    ask().toolChoice(ToolChoice.NONE).build();
  }

  @Example
  void everySettingCanBeLeftOutAloneAndNothingElseEver() {
    ChatRequest all =
        ask()
            .tool(TOOL)
            .parallelToolCalls(false)
            .temperature(1.5)
            .topP(0.5)
            .topK(4)
            .seed(5)
            .frequencyPenalty(1)
            .presencePenalty(-1)
            .topLogprobs(3)
            .reasoningEffort(ReasoningEffort.MAX)
            .endUser("someone")
            .build();

    for (Feature feature : Feature.values()) {
      if (!feature.isSetting()) {
        assertThrows(IllegalArgumentException.class, () -> all.without(Set.of(feature)));
        continue;
      }
      Set<Feature> left = EnumSet.copyOf(all.features());
      assertTrue(left.remove(feature), feature.key());
      if (feature == Feature.TEMPERATURE || feature == Feature.TEMPERATURE_ABOVE_1) {
        left.removeAll(Set.of(Feature.TEMPERATURE, Feature.TEMPERATURE_ABOVE_1));
      }
      ChatRequest without = all.without(Set.of(feature));
      assertEquals(left, without.features());
      assertEquals(all.messages(), without.messages());
    }
    assertSame(all, all.without(Set.of()));
  }

  @Example
  void aRequestMadeFromAnotherIsTheSame() {
    ChatRequest all =
        ask()
            .tool(TOOL)
            .toolChoice(ToolChoice.REQUIRED)
            .parallelToolCalls(true)
            .responseFormat(ResponseFormat.JSON_OBJECT)
            .stopSequence("END")
            .maxOutputTokens(9)
            .temperature(1)
            .topP(0.5)
            .topK(4)
            .seed(5)
            .frequencyPenalty(1)
            .presencePenalty(-1)
            .topLogprobs(3)
            .choices(2)
            .reasoningEffort(ReasoningEffort.MAX)
            .endUser("someone")
            .cacheKey("key")
            .providerOptions("wire", Json.of("{}"))
            .build();

    ChatRequest copy = all.toBuilder().build();

    assertEquals(all.sampling(), copy.sampling());
    assertEquals(all.features(), copy.features());
    assertEquals(all.providerOptions(), copy.providerOptions());
    assertEquals(all.cacheKey(), copy.cacheKey());
    assertEquals(all.endUser(), copy.endUser());
    assertEquals(all.toolChoice(), copy.toolChoice());
    assertEquals(all.maxOutputTokens(), copy.maxOutputTokens());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x.example/a", "/a", "file:///etc/passwd", "data:,x", "https:a"})
  void onlyAddressesOfTheWebAreMedia(String url) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> MediaSource.of(URI.create(url)));
    assertFalse(refused.getMessage().contains(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "png", "/png", "image/", "image/png; q=1", "image/p\"ng", "a/b/c"})
  void onlyMediaTypesAreMediaTypes(String type) {
    assertThrows(IllegalArgumentException.class, () -> MediaSource.of(type, new byte[] {1}));
  }

  @Example
  void bytesAreCopiedInAndOut() {
    byte[] bytes = {1, 2};
    MediaSource.OfBytes source = new MediaSource.OfBytes("Image/PNG", bytes);
    bytes[0] = 9;
    source.bytes()[1] = 9;

    assertEquals(MediaSource.of("image/png", new byte[] {1, 2}), source);
    assertEquals("AQI=", source.base64());
  }

  @Example
  void aResultHoldsNoToolCall() {
    Content use = new Content.ToolUse(new ToolCall("id", "find", Json.of("{}")));
    assertThrows(
        IllegalArgumentException.class, () -> new Content.ToolResult("id", List.of(use), false));
  }

  private static ChatRequest.Builder ask() {
    return ChatRequest.builder().model("m").user("x");
  }
}
