package io.aiarco.asc.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class RequestFingerprintTest {
  private static final MediaSource PNG = MediaSource.of("image/png", new byte[] {1});
  private static final ChatRequest REQUEST =
      ChatRequest.builder().model("support").system("Be brief.").user("Hello").build();

  @Example
  void everyChangeOfContentChangesIt() {
    List<ChatRequest> all =
        List.of(
            REQUEST,
            ChatRequest.builder().model("other").system("Be brief.").user("Hello").build(),
            ChatRequest.builder().model("support").user("Be brief.").user("Hello").build(),
            ChatRequest.builder().model("support").user("Be brief.Hello").build(),
            ChatRequest.builder().model("support").user("Hello").system("Be brief.").build(),
            REQUEST.toBuilder().user("").build(),
            REQUEST.toBuilder().assistant("").build(),
            REQUEST.toBuilder().maxOutputTokens(1).build(),
            REQUEST.toBuilder().maxOutputTokens(2).build(),
            REQUEST.toBuilder().temperature(0).build(),
            REQUEST.toBuilder().temperature(1).build(),
            REQUEST.toBuilder().topP(1).build(),
            REQUEST.toBuilder().stopSequence("a").build(),
            REQUEST.toBuilder().stopSequence("a").stopSequence("b").build(),
            REQUEST.toBuilder().stopSequence("ab").build(),
            REQUEST.toBuilder().tool(tool("t", "d", "{}")).build(),
            REQUEST.toBuilder().tool(tool("t", "d2", "{}")).build(),
            REQUEST.toBuilder().tool(tool("t", "d", "{\"type\":\"object\"}")).build(),
            with(new Content.Text("x")),
            with(new Content.Text("x"), new Content.Text("y")),
            with(new Content.Text("xy")),
            with(new Content.ToolUse(new ToolCall("x", "y", Json.of("{}")))),
            with(new Content.ToolUse(new ToolCall("xy", "", Json.of("{}")))),
            with(new Content.ToolResult("x", "y", false)),
            with(new Content.ToolResult("x", "y", true)),
            with(new Content.ToolResult("x", List.of(), false)),
            with(new Content.ToolResult("x", List.of(new Content.Image(PNG)), false)),
            with(new Content.Image(PNG)),
            with(new Content.Image(MediaSource.of("image/jpeg", new byte[] {1}))),
            with(new Content.Image(MediaSource.of("image/png", new byte[] {2}))),
            with(new Content.Image(MediaSource.of(URI.create("https://x.example/a")))),
            with(new Content.Image(MediaSource.of(URI.create("https://x.example/b")))),
            with(new Content.Document(PNG, null)),
            with(new Content.Document(PNG, "a")),
            with(new Content.Audio(PNG)),
            with(new Content.Reasoning("x", null)),
            with(new Content.Reasoning("x", new ProviderState("d", "m", Json.of("1")))),
            with(new Content.Reasoning("x", new ProviderState("d", "m", Json.of("2")))),
            with(new Content.Reasoning("x", new ProviderState("d", "n", Json.of("1")))),
            REQUEST.toBuilder().topK(1).build(),
            REQUEST.toBuilder().seed(Long.MAX_VALUE).build(),
            REQUEST.toBuilder().seed(Long.MAX_VALUE - 1).build(),
            REQUEST.toBuilder().frequencyPenalty(1).build(),
            REQUEST.toBuilder().presencePenalty(1).build(),
            REQUEST.toBuilder().topLogprobs(1).build(),
            REQUEST.toBuilder().choices(2).build(),
            REQUEST.toBuilder().parallelToolCalls(true).build(),
            REQUEST.toBuilder().parallelToolCalls(false).build(),
            REQUEST.toBuilder().responseFormat(ResponseFormat.JSON_OBJECT).build(),
            REQUEST.toBuilder().responseFormat(schema("a", "{}", true)).build(),
            REQUEST.toBuilder().responseFormat(schema("b", "{}", true)).build(),
            REQUEST.toBuilder().responseFormat(schema("a", "{ }", true)).build(),
            REQUEST.toBuilder().responseFormat(schema("a", "{}", false)).build(),
            REQUEST.toBuilder().reasoningEffort(ReasoningEffort.LOW).build(),
            REQUEST.toBuilder().reasoningEffort(ReasoningEffort.HIGH).build(),
            REQUEST.toBuilder().endUser("a").build(),
            REQUEST.toBuilder().cacheKey("a").build(),
            REQUEST.toBuilder().clientDialect("a").build(),
            REQUEST.toBuilder().clientDialect("b").build(),
            REQUEST.toBuilder().providerOptions("a", Json.of("{}")).build(),
            REQUEST.toBuilder().providerOptions("b", Json.of("{}")).build(),
            choosing(ToolChoice.NONE),
            choosing(ToolChoice.REQUIRED),
            choosing(ToolChoice.named("t")),
            choosing(new ToolChoice.Subset(List.of("t"), false)),
            choosing(new ToolChoice.Subset(List.of("t"), true)),
            with(new Content.Unknown("text", Json.of("x"))),
            with(new Content.Text("x", new WireExtras("a", Json.of("{}")))),
            with(new Content.Text("x", new WireExtras("b", Json.of("{}")))),
            REQUEST.toBuilder()
                .message(
                    new Message(
                        Role.USER,
                        List.of(new Content.Text("x")),
                        new WireExtras("a", Json.of("{}"))))
                .build(),
            REQUEST.toBuilder()
                .tool(new Tool("x", "", Json.of("{}"), new WireExtras("a", Json.of("{}"))))
                .build());

    Set<String> fingerprints = new HashSet<>();
    for (ChatRequest request : all) {
      assertTrue(fingerprints.add(RequestFingerprint.of(request)), request::toString);
    }
  }

  @Example
  void everyChangeOfTextsToEmbedChangesIt() {
    EmbeddingRequest one = EmbeddingRequest.builder().model("support").input("Hello").build();
    List<ModelRequest> all =
        List.of(
            REQUEST,
            one,
            EmbeddingRequest.builder().model("other").input("Hello").build(),
            one.toBuilder().input("Hello").build(),
            EmbeddingRequest.builder().model("support").input("Hel").input("lo").build(),
            EmbeddingRequest.builder().model("support").input("lo").input("Hel").build(),
            one.toBuilder().dimensions(1).build(),
            one.toBuilder().dimensions(2).build(),
            one.toBuilder().endUser("a").build(),
            one.toBuilder().providerOptions("a", Json.of("{}")).build());

    Set<String> fingerprints = new HashSet<>();
    for (ModelRequest request : all) {
      assertTrue(fingerprints.add(RequestFingerprint.of(request)), request::toString);
    }
    assertEquals(
        RequestFingerprint.of(one),
        RequestFingerprint.of(one.toBuilder().context(c -> c.tag("feature", "x")).build()));
  }

  @Example
  void whatIsDeclaredAboutTheCallDoesNot() {
    ChatRequest retry =
        REQUEST.toBuilder()
            .context(
                c ->
                    c.deadline(Duration.ofSeconds(1))
                        .tag("feature", "x")
                        .idempotencyKey("k")
                        .purpose("retry"))
            .build();

    assertEquals(RequestFingerprint.of(REQUEST), RequestFingerprint.of(retry));
  }

  @Property
  void textIsNeverTakenForStructure(
      @ForAll @StringLength(max = 8) String a, @ForAll @StringLength(max = 8) String b) {
    if (hasLoneSurrogate(a) || hasLoneSurrogate(b)) {
      return;
    }
    String joined = fingerprint(a + b);

    assertNotEquals(joined, RequestFingerprint.of(with(new Content.Text(a), new Content.Text(b))));
    assertEquals(a.equals(b), fingerprint(a).equals(fingerprint(b)));
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(code -> code >= 0xD800 && code <= 0xDFFF);
  }

  private static String fingerprint(String text) {
    return RequestFingerprint.of(with(new Content.Text(text)));
  }

  private static ChatRequest with(Content... pieces) {
    return ChatRequest.builder()
        .model("support")
        .message(new Message(Role.USER, List.of(pieces)))
        .build();
  }

  private static ResponseFormat schema(String name, String schema, boolean strict) {
    return new ResponseFormat.JsonSchema(name, Json.of(schema), strict);
  }

  private static ChatRequest choosing(ToolChoice choice) {
    return REQUEST.toBuilder().tool(tool("t", "d", "{}")).toolChoice(choice).build();
  }

  private static Tool tool(String name, String description, String schema) {
    return new Tool(name, description, Json.of(schema));
  }
}
