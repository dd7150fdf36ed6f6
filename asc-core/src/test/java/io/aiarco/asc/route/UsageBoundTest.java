package io.aiarco.asc.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UsageBoundTest {
  private static final Capabilities CAPABILITIES = Capabilities.of(100_000, 500);

  @Property
  void theInputIsAtLeastEveryByteOfText(@ForAll String system, @ForAll String user) {
    ChatRequest request = ChatRequest.builder().model("m").system(system).user(user).build();

    long bytes =
        system.getBytes(StandardCharsets.UTF_8).length
            + user.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(UsageBound.inputTokens(request) >= bytes);
    assertTrue(UsageBound.inputTokens(request) <= 3L * bytes + 1_000);
  }

  @Property
  void everythingSentCounts(@ForAll String text) {
    ChatRequest request = ChatRequest.builder().model("m").user("hello").build();
    long before = UsageBound.inputTokens(request);
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;

    ChatRequest withTool = request.toBuilder().tool(new Tool("t", text, Json.of("{}"))).build();
    ChatRequest withResult =
        request.toBuilder()
            .message(new Message(Role.TOOL, List.of(new Content.ToolResult("id", text, false))))
            .build();

    assertTrue(UsageBound.inputTokens(withTool) >= before + bytes);
    assertTrue(UsageBound.inputTokens(withResult) >= before + bytes);
  }

  @Example
  void theOutputIsWhatTheProviderIsTold() {
    ChatRequest open = ChatRequest.builder().model("m").user("x").build();
    ChatRequest less = open.toBuilder().maxOutputTokens(20).build();
    ChatRequest more = open.toBuilder().maxOutputTokens(9_999).build();

    assertEquals(500, UsageBound.of(open, CAPABILITIES).outputTokens());
    assertEquals(20, UsageBound.of(less, CAPABILITIES).outputTokens());
    assertEquals(500, UsageBound.of(more, CAPABILITIES).outputTokens());
    Usage bound = UsageBound.of(open, CAPABILITIES);
    assertEquals(UsageSource.ESTIMATED, bound.source());
    assertEquals(UsageBound.inputTokens(open), bound.inputTokens());
  }

  @Example
  void everyChoiceMayUseItsWholeCeiling() {
    ChatRequest three = ChatRequest.builder().model("m").user("x").choices(3).build();

    assertEquals(1_500, UsageBound.of(three, CAPABILITIES).outputTokens());
  }

  @Property
  void aPictureCountsWhatItMayAndNeverItsBytes(
      @ForAll @IntRange(min = 1, max = 9) int pictures,
      @ForAll @IntRange(min = 1, max = 4_000) int size) {
    Content picture = new Content.Image(MediaSource.of("image/png", new byte[size]));
    ChatRequest request = with(Collections.nCopies(pictures, picture));
    Capabilities known = CAPABILITIES.toBuilder().imageTokens(1_600).build();
    long text = UsageBound.inputTokens(request);

    assertEquals(text + 1_600L * pictures, UsageBound.of(request, known).inputTokens());
    assertEquals(text + 100_000L * pictures, UsageBound.of(request, CAPABILITIES).inputTokens());
  }

  @Example
  void documentsOfTextCountTheirBytesAndSoundsHaveAClassOfTheirOwn() {
    Content note = new Content.Document(MediaSource.of("text/plain", new byte[70]), null);
    Content pdf = new Content.Document(MediaSource.of("application/pdf", new byte[70]), null);
    Content sound = new Content.Audio(MediaSource.of("audio/wav", new byte[70]));
    Content far = new Content.Audio(MediaSource.of(URI.create("https://x.example/a.wav")));
    Capabilities known = CAPABILITIES.toBuilder().documentTokens(9_000).build();

    assertEquals(70, media(note, known).inputTokens());
    assertEquals(9_000, media(pdf, known).inputTokens());
    assertEquals(70, media(sound, known).tokens(TokenClass.AUDIO_INPUT));
    assertEquals(100_000, media(far, known).tokens(TokenClass.AUDIO_INPUT));
    assertEquals(
        9_000, media(new Content.ToolResult("id", List.of(pdf), false), known).inputTokens());
  }

  /** What {@code content} counts beyond its text. */
  private static Usage media(Content content, Capabilities capabilities) {
    ChatRequest request = with(List.of(content));
    return UsageBound.of(0, request, capabilities);
  }

  private static ChatRequest with(List<Content> content) {
    return ChatRequest.builder().model("m").message(new Message(Role.USER, content)).build();
  }

  @Example
  void whatIsNotKnownMayFillTheWindow() {
    Content unknown = new Content.Unknown("openai", Json.of("{\"file_id\":\"f\"}"));

    assertEquals(CAPABILITIES.maxInputTokens(), media(unknown, CAPABILITIES).inputTokens());
  }

  @Example
  void inputThatMayBeCachedHasTheSameTokensInADearerClass() {
    Content marked = new Content.Text("a", new WireExtras("wire", Json.of("{\"cache\":1}")));
    ChatRequest plain = with(List.of(new Content.Text("a")));
    ChatRequest options = plain.toBuilder().providerOptions("wire", Json.of("{}")).build();

    assertEquals(Optional.empty(), UsageBound.cached(UsageBound.of(plain, CAPABILITIES), plain));
    for (ChatRequest request : List.of(options, with(List.of(marked)))) {
      Usage bound = UsageBound.of(request, CAPABILITIES);
      Usage cached = UsageBound.cached(bound, request).orElseThrow();
      assertEquals(bound.totalTokens(), cached.totalTokens());
      assertEquals(bound.inputTokens(), cached.tokens(TokenClass.CACHE_WRITE_1H));
    }
  }

  @Example
  void fieldsOfOneWireCountAsTheTextTheyAre() {
    Json fields = Json.of("{\"name\":\"Köln\"}");
    Content bare = new Content.Text("a");
    Content more = new Content.Text("a", new WireExtras("openai", fields));

    assertEquals(
        fields.utf8().length,
        UsageBound.inputTokens(with(List.of(more))) - UsageBound.inputTokens(with(List.of(bare))));
  }

  /** A kind that somebody else made. */
  private record Foreign() implements Content {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.other(this);
    }
  }

  @Example
  void contentThatHasNoBoundIsRefusedByItsKind() {
    ChatRequest request = with(List.of(new Foreign()));

    InvalidRequestException refused =
        assertThrows(InvalidRequestException.class, () -> UsageBound.of(request, CAPABILITIES));

    assertEquals(
        "content: Foreign has no usage bound (expected: a kind of this version)",
        refused.getMessage());
  }

  @Test
  void halfACharacterCountsAsWhatIsSentInItsPlace() {
    assertEquals(
        UsageBound.inputTokens(ask("a\uFFFDb\uFFFD")),
        UsageBound.inputTokens(ask("a\uD83Db\uDE00")));
    assertEquals(UsageBound.inputTokens(ask("abcd")), UsageBound.inputTokens(ask("\uD83D\uDE00")));
  }

  private static ChatRequest ask(String text) {
    return ChatRequest.builder().model("m").user(text).build();
  }
}
