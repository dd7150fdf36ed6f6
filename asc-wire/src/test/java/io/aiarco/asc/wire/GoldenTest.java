package io.aiarco.asc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that show each dialect as it is on the wire; {@code README.md} beside them says where they
 * come from. Requests are compared as JSON, so that the files can be laid out for people.
 */
class GoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, WireDialect> DIALECTS =
      Map.of(
          "openai", new OpenAiDialect(OpenAiDialect.Flavour.OPENAI),
          "compatible", new OpenAiDialect(OpenAiDialect.Flavour.COMPATIBLE),
          "anthropic", new AnthropicDialect(AnthropicDialect.Version.V2023_06_01),
          "responses", new ResponsesDialect());

  private static final Map<String, ChatRequest> REQUESTS =
      Map.of(
          "shortest", Requests.shortest(),
          "tool-loop", Requests.toolLoop(),
          "settings", Requests.settings(),
          "fewer-settings", Requests.fewerSettings(),
          "media", Requests.media(),
          "documents", Requests.documents(),
          "reasoning", Requests.reasoning(),
          "items", Requests.items(),
          "item-settings", Requests.itemSettings());

  @ParameterizedTest
  @CsvSource({
    "openai, shortest, false",
    "openai, tool-loop, true",
    "openai, settings, false",
    "openai, media, false",
    "compatible, shortest, true",
    "compatible, settings, false",
    "anthropic, shortest, false",
    "anthropic, tool-loop, true",
    "anthropic, fewer-settings, false",
    "anthropic, documents, false",
    "anthropic, reasoning, false",
    "responses, shortest, false",
    "responses, items, true",
    "responses, item-settings, false"
  })
  void requestIsWrittenAsInTheFile(String dialect, String request, boolean streamed)
      throws IOException {
    byte[] body =
        DIALECTS.get(dialect).requestBody(REQUESTS.get(request), "model-1", 400, streamed);
    String file = read(dialect, request + ".request.json");
    assertEquals(JSON.readTree(file), JSON.readTree(body));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, text",
    "openai, tools",
    "openai, refusal",
    "openai, logprobs",
    "compatible, vllm-reasoning",
    "compatible, tgi-tool",
    "anthropic, text",
    "anthropic, tools",
    "anthropic, thinking",
    "responses, text",
    "responses, tools",
    "responses, refusal"
  })
  void streamInTheFileIsTheWholeReplyInTheOther(String dialect, String reply) throws Exception {
    WireDialect wire = DIALECTS.get(dialect);
    Reply whole = Decoding.whole(wire, read(dialect, reply + ".response.json"));
    assertEquals(whole, Decoding.stream(wire, read(dialect, reply + ".response.sse")));
    assertEquals(read(dialect, reply + ".reply.txt").strip(), described(whole));
  }

  private static String described(Reply reply) {
    StringBuilder text = new StringBuilder();
    text.append(reply.id()).append(' ').append(reply.model()).append('\n');
    text.append(reply.finishReason()).append(' ').append(reply.rawFinish()).append('\n');
    text.append(reply.usage()).append('\n');
    Stream.of(reply.reasoning(), reply.refusal())
        .filter(part -> !part.isEmpty())
        .forEach(part -> text.append(part).append('\n'));
    reply
        .logprobs()
        .text()
        .forEach(one -> text.append(one.token()).append(' ').append(one.logprob()).append('\n'));
    Pieces pieces = new Pieces();
    reply.content().forEach(content -> text.append(content.accept(pieces)).append('\n'));
    return text.toString().strip();
  }

  private static final class Pieces implements Content.Visitor<String> {
    @Override
    public String text(Content.Text text) {
      return text.text();
    }

    @Override
    public String toolUse(Content.ToolUse use) {
      return use.call().id() + " " + use.call().name() + " " + use.call().arguments().text();
    }

    @Override
    public String other(Content content) {
      return content.toString();
    }
  }

  private static String read(String dialect, String file) throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/" + dialect + "/" + file)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
