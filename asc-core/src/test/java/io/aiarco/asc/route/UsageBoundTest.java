package io.aiarco.asc.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UsageBoundTest {
  private static final Capabilities CAPABILITIES = new Capabilities(100_000, 500, true);

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
  void contentThatHasNoBoundIsRefusedByItsKind() {
    ChatRequest request =
        ChatRequest.builder()
            .model("m")
            .message(
                new Message(
                    Role.USER,
                    List.of(new Content.Unknown("openai", Json.of("{\"a\":\"secret\"}")))))
            .build();

    InvalidRequestException refused =
        assertThrows(InvalidRequestException.class, () -> UsageBound.of(request, CAPABILITIES));

    assertEquals(
        "content: Unknown has no usage bound (expected: text, tool use or tool result)",
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
