package io.aiarco.asc.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.ModelEndpoint;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FittedRequestTest {
  private static final ModelEndpoint HERE =
      new ModelEndpoint(
          new EndpointId(new ProviderId("one"), new ModelName("deep"), new Region("eu")),
          "key",
          Capabilities.builder(1_000, 100).dialect("wire").build());

  private static final List<Content> PIECES =
      List.of(
          new Content.Text("said"),
          new Content.Reasoning("own", state("wire", "deep")),
          new Content.Reasoning("of another model", state("wire", "shallow")),
          new Content.Reasoning("of another wire", state("other", "deep")),
          new Content.Reasoning("of nobody", null));

  @Property
  void exactlyTheReasoningOfOthersIsLeftOut(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 4) Integer> kinds) {
    ChatRequest.Builder request = ChatRequest.builder().model("m").user("ask").topK(3);
    List<Content> kept = new ArrayList<>(List.of(new Content.Text("ask")));
    for (int kind : kinds) {
      request.message(new Message(Role.ASSISTANT, List.of(PIECES.get(kind))));
      if (kind < 2) {
        kept.add(PIECES.get(kind));
      }
    }
    ChatRequest whole = request.build();

    FittedRequest fitted = FittedRequest.of(whole, HERE, false);

    ChatRequest sent = assertInstanceOf(ChatRequest.class, fitted.request());
    assertEquals(kept, sent.messages().stream().flatMap(m -> m.content().stream()).toList());
    assertEquals(3, sent.sampling().topK().orElse(0));
    long left = kinds.stream().filter(kind -> kind >= 2).count();
    assertEquals(
        left == 0 ? "[]" : "[reasoning: " + left + " pieces that one/deep@eu did not write]",
        fitted.warnings().toString());
    if (left == 0) {
      assertSame(whole, fitted.request());
    }
  }

  @Example
  void aRequestOfNothingElseIsRefused() {
    ChatRequest request =
        ChatRequest.builder()
            .model("m")
            .message(new Message(Role.ASSISTANT, List.of(PIECES.get(2), PIECES.get(4))))
            .build();

    assertThrows(InvalidRequestException.class, () -> FittedRequest.of(request, HERE, false));
  }

  @Example
  void whatIsForAnotherWireIsSaid() {
    WireExtras own = new WireExtras("wire", Json.of("{\"a\":1}"));
    WireExtras foreign = new WireExtras("other", Json.of("{\"a\":1}"));
    ChatRequest request =
        ChatRequest.builder()
            .model("m")
            .message(
                new Message(
                    Role.USER,
                    List.of(new Content.Text("a", own), new Content.Text("b", foreign)),
                    foreign))
            .message(
                new Message(
                    Role.TOOL,
                    List.of(
                        new Content.ToolResult(
                            "id", List.of(new Content.Text("c", foreign)), false))))
            .tool(new Tool("t", "", Json.of("{}"), foreign))
            .providerOptions("other", Json.of("{}"))
            .build();

    FittedRequest fitted = FittedRequest.of(request, HERE, false);

    assertSame(request, fitted.request());
    assertEquals(
        "[extras: 4 pieces have fields that wire has not,"
            + " provider-options: none of them are for wire]",
        fitted.warnings().toString());
    ChatRequest chosen = request.toBuilder().providerOptions("wire", Json.of("{}")).build();
    assertEquals(1, FittedRequest.of(chosen, HERE, false).warnings().size());
    EmbeddingRequest texts =
        EmbeddingRequest.builder()
            .model("m")
            .input("a")
            .providerOptions("other", Json.of("{}"))
            .build();
    assertEquals(
        "[provider-options: none of them are for wire]",
        FittedRequest.of(texts, HERE, false).warnings().toString());
  }

  private static ProviderState state(String dialect, String model) {
    return new ProviderState(dialect, model, Json.of("{}"));
  }
}
