package io.aiarco.asc.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients send is read exactly, or refused with its place and none of its content. */
class ClientRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WireDialect OPENAI = new OpenAiDialect(OpenAiDialect.Flavour.OPENAI);
  private static final WireDialect COMPATIBLE = new OpenAiDialect(OpenAiDialect.Flavour.COMPATIBLE);
  private static final WireDialect ANTHROPIC =
      new AnthropicDialect(AnthropicDialect.Version.V2023_06_01);
  private static final WireDialect LATER =
      new AnthropicDialect(AnthropicDialect.Version.V2026_10_21);

  private static final WireDialect RESPONSES = new ResponsesDialect();
  private static final WireDialect MISTRAL = new OpenAiDialect(OpenAiDialect.Flavour.MISTRAL);

  static Stream<WireDialect> dialects() {
    return Stream.of(OPENAI, COMPATIBLE, ANTHROPIC, LATER, MISTRAL, RESPONSES);
  }

  /** Client requests as files, and whose they are. */
  static Stream<String> files() {
    return Stream.of(
        "openai/sdk-tools.client.json",
        "openai/sdk-parse.client.json",
        "openai/agent.client.json",
        "anthropic/sdk-tools.client.json",
        "anthropic/cached-agent.client.json",
        "responses/sdk-agent.client.json");
  }

  @Provide
  Arbitrary<WireDialect> dialect() {
    return Arbitraries.of(OPENAI, COMPATIBLE, ANTHROPIC, LATER, MISTRAL, RESPONSES);
  }

  @Provide
  Arbitrary<ChatRequest> conversations() {
    return Conversations.any();
  }

  @Property(tries = 500)
  void whatWasWrittenIsReadAndWrittenTheSame(
      @ForAll("conversations") ChatRequest request, @ForAll("dialect") WireDialect dialect) {
    if (!dialect.features().containsAll(request.features())) {
      return;
    }
    byte[] body = dialect.requestBody(request, "model-1", 400, true);

    ClientRequest read = dialect.readRequest(body, body.length);

    assertTrue(read.streamed());
    assertTrue(read.usage());
    assertEquals("model-1", read.request().model().value());
    assertEquals(400, read.request().maxOutputTokens().orElse(0));
    assertEquals(Conversations.said(request), Conversations.said(read.request()));
    byte[] again = dialect.requestBody(read.request(), "model-1", 400, true);
    if (request.toolChoice() instanceof ToolChoice.Subset) {
      // Where the wire has no word for it, what comes back is the tools that were left.
      body = again;
      read = dialect.readRequest(body, body.length);
      again = dialect.requestBody(read.request(), "model-1", 400, true);
    }
    assertEquals(new String(body, UTF_8), new String(again, UTF_8));
  }

  @Property(tries = 500)
  void anyDialectInGoesOutInAnyOtherOrIsRefused(
      @ForAll("conversations") ChatRequest request,
      @ForAll("dialect") WireDialect in,
      @ForAll("dialect") WireDialect out) {
    if (!in.features().containsAll(request.features())) {
      return;
    }
    byte[] sent = in.requestBody(request, "model-1", 400, false);
    ChatRequest read = in.readRequest(sent, sent.length).request();

    if (out.features().containsAll(read.features())) {
      byte[] passedOn = out.requestBody(read, "model-2", 400, false);
      assertEquals(
          Conversations.said(read),
          Conversations.said(out.readRequest(passedOn, passedOn.length).request()));
    } else {
      assertThrows(
          InvalidRequestException.class, () -> out.requestBody(read, "model-2", 400, false));
    }
  }

  private static WireDialect dialect(String file) {
    return file.startsWith("openai")
        ? OPENAI
        : file.startsWith("responses") ? RESPONSES : ANTHROPIC;
  }

  @ParameterizedTest
  @MethodSource("files")
  void aClientsRequestPassesThroughAsItIs(String file) throws IOException {
    byte[] body = read(file);
    WireDialect dialect = dialect(file);

    ClientRequest read = dialect.readRequest(body, body.length);

    byte[] written =
        dialect.requestBody(
            read.request(),
            read.request().model().value(),
            read.request().maxOutputTokens().orElse(400),
            read.streamed());
    assertEquals(
        JSON.readTree(read(file.replace(".client.", ".provider."))), JSON.readTree(written));
  }

  @Property(tries = 2000)
  void nothingButATypedRefusalComesOfMutatedRequests(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> files = files().toList();
    String file = files.get(random.nextInt(files.size()));
    WireDialect dialect = dialect(file);
    byte[] body = mutated(read(file), random);
    try {
      ChatRequest read = dialect.readRequest(body, body.length).request();
      dialects().forEach(out -> writtenOrRefused(out, read));
    } catch (InvalidRequestException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("(expected: "), e.getMessage());
    }
  }

  private static void writtenOrRefused(WireDialect out, ChatRequest request) {
    try {
      out.requestBody(request, "model-2", 400, false);
    } catch (InvalidRequestException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("(expected: "), e.getMessage());
    }
  }

  /** Bytes changed, a piece lost or twice; or one value in the place of another. */
  private static byte[] mutated(byte[] body, Random random) {
    if (random.nextBoolean()) {
      List<String> values = List.of("null", "1e400", "-1", "true", "[]", "{}", "\"\"", "[{}]");
      String text = new String(body, UTF_8);
      int at = text.indexOf(':', random.nextInt(text.length()));
      int end = at < 0 ? -1 : Math.max(text.indexOf(',', at), text.indexOf('\n', at));
      return end < 0
          ? body
          : (text.substring(0, at + 1)
                  + values.get(random.nextInt(values.size()))
                  + text.substring(end))
              .getBytes(UTF_8);
    }
    byte[] changed = body.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return Arrays.copyOf(
        changed, random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length);
  }

  @Property(tries = 500)
  void anyBytesAreRefusedBySize(@ForAll byte[] bytes, @ForAll("dialect") WireDialect dialect) {
    assertTrue(refusal(dialect, bytes).contains("(expected: "));
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void bodiesThatReadersCouldReadDifferentlyAreRefused(WireDialect dialect) {
    String fine = "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",";
    for (byte[] body :
        List.of(
            bytes(""),
            bytes("null"),
            bytes("[]"),
            bytes("{\"model\":\"m\""),
            bytes(fine + "\"content\":\"a\"}]} {}"),
            bytes(fine + "\"content\":\"a\"}],}"),
            bytes(fine + "\"content\":\"a\",\"content\":\"s3cret\"}]}"),
            bytes(fine + "\"content\":\"a\"}],\"x\":{\"y\":1,\"\\u0079\":\"s3cret\"}}"),
            bytes(fine + "\"content\":\"a\"}],\"x\":" + "[".repeat(200) + "]".repeat(200) + "}"),
            bytes(fine + "\"content\":\"a\"}],\"x\":" + "1".repeat(2000) + "}"),
            bytes(fine + "\"content\":\"a\"}],\"x\":8E88888888888}"),
            // Overlong quotes, an encoded surrogate, a byte that never stands in UTF-8.
            (fine + "\"content\":\"\u00C0\u00A2s3cret\"}]}").getBytes(ISO_8859_1),
            (fine + "\"content\":\"\u00ED\u00A0\u0080\"}]}").getBytes(ISO_8859_1),
            (fine + "\"content\":\"\u00FF\"}]}").getBytes(ISO_8859_1),
            (fine + "\"content\":\"a\"}]}").getBytes(UTF_16LE))) {
      String message = refusal(dialect, body);
      assertTrue(message.startsWith("body: " + body.length + " bytes (expected: one"), message);
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void extrasMayNotSayAgainWhatTheModelSays(WireDialect dialect) {
    for (String fields : List.of("{\"role\":\"system\"}", "{\"content\":\"s3cret\"}", "[]", "{")) {
      Message message =
          new Message(
              Role.USER,
              List.of(new Content.Text("a")),
              new WireExtras(dialect.name(), Json.of(fields)));
      ChatRequest request = ChatRequest.builder().model("m").message(message).build();

      String refusal =
          String.valueOf(
              assertThrows(
                      InvalidRequestException.class,
                      () -> dialect.requestBody(request, "m", 16, false))
                  .getMessage());

      assertTrue(refusal.startsWith("extras: "), refusal);
      assertFalse(refusal.contains("s3cret"), refusal);
    }
  }

  @Test
  void manySmallPiecesAreRefusedBeforeTheyFillTheMemory() {
    String body = "{\"model\":\"m\",\"x\":[" + "[],".repeat(1_500_000) + "0]}";

    assertTrue(refusal(OPENAI, bytes(body)).startsWith("body: "));
  }

  @Test
  void aLongPartIsReadWhole() throws IOException {
    byte[] media = new byte[52_500_000];
    Arrays.fill(media, (byte) 7);
    ByteArrayOutputStream body = new ByteArrayOutputStream(70_100_000);
    body.write(
        bytes(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\","
                + "\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,"));
    body.write(Base64.getEncoder().encode(media));
    body.write(bytes("\"}}]}]}"));
    assertTrue(body.size() > 70_000_000);

    ChatRequest read = OPENAI.readRequest(body.toByteArray(), body.size()).request();

    Content.Document document = (Content.Document) read.messages().get(0).content().get(0);
    assertEquals(52_500_000, ((MediaSource.OfBytes) document.source()).length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"model\":7 | model: a number (expected: text)",
        "\"model\":\"\" | model: 0 characters (expected: 1 to 128 of visible ASCII)",
        "\"temperature\":1e400 | temperature: a number (expected: a number from 0.0 to 2.0)",
        "\"temperature\":\"s3cret\" | temperature: 6 characters (expected: a number from",
        "\"max_tokens\":0 | max_tokens: a number (expected: a whole number from 1 to 2147483647)",
        "\"max_tokens\":1.5 | max_tokens: a number (expected: a whole number",
        "\"max_tokens\":5,\"max_completion_tokens\":6 | max_completion_tokens: differs from",
        "\"seed\":99999999999999999999 | seed: a number (expected: a whole number from -",
        "\"n\":129 | n: a number (expected: a whole number from 1 to 128)",
        "\"stop\":[\"a\",1] | stop[1]: a number (expected: text)",
        "\"stop\":\"\" | stop: an empty text (expected: >= 1 character each)",
        "\"stream\":\"yes\" | stream: 3 characters (expected: true or false)",
        "\"stream_options\":{\"s3cret\":1} | stream_options: 1 fields more (expected:"
            + " include_usage",
        "\"top_logprobs\":3 | top_logprobs: without logprobs (expected: logprobs: true beside it)",
        "\"reasoning_effort\":\"s3cret\" | reasoning_effort: 6 characters (expected: none,"
            + " minimal,",
        "\"store\":true | store: true or false (expected: a field that ASC does not decide)",
        "\"service_tier\":\"flex\" | service_tier: 4 characters (expected: a field that ASC",
        "\"web_search_options\":{\"a\":1} | web_search_options: an object of 1 (expected: a field",
        "\"functions\":[{}] | functions: a list of 1 (expected: a field that ASC does not decide)",
        "\"tools\":[{\"type\":\"custom\"}] | tools[0].type: 6 characters (expected: function)",
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"s3 cret\"}}] |"
            + " tools[0].function: tool name",
        "\"tool_choice\":\"required\" | toolChoice: required (expected: >= 1 tool)",
        "\"tool_choice\":{\"type\":\"s3cret\"} | tool_choice.type: 6 characters (expected:"
            + " function)",
        "\"response_format\":{\"type\":\"json_schema\"} | response_format.json_schema: none"
            + " (expected",
        "\"prompt_cache_retention\":\"24h\" | prompt_cache_retention: 3 characters (expected: a"
            + " field",
      })
  void settingsAreRefusedByTheirNameAndNotWhatTheySay(String field, String expected) {
    String rest = field.startsWith("\"model\"") ? "" : "\"model\":\"m\",";
    String message =
        refusal(
            OPENAI,
            bytes(
                "{"
                    + rest
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],"
                    + field
                    + "}"));

    assertTrue(message.startsWith(expected), message);
    assertFalse(message.contains("s3"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"role\":\"s3cret\"} | messages[1].role: 6 characters (expected: developer, system, user",
        "{\"content\":\"a\"} | messages[1].role: none (expected: a role)",
        "{\"role\":\"user\"} | messages[1].content: none (expected: text, or a list of at least"
            + " one",
        "{\"role\":\"user\",\"content\":7} | messages[1].content: a number (expected: a list)",
        "{\"role\":\"user\",\"content\":[\"s3cret\"]} | messages[1].content[0]: 6 characters"
            + " (expected",
        "{\"role\":\"tool\",\"content\":\"a\"} | messages[1].tool_call_id: none (expected: text)",
        "{\"role\":\"assistant\",\"function_call\":{}} | messages[1].function_call: a call without"
            + " an",
        "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"[7\"}}]}"
            + " | messages[1].tool_calls[0].function.arguments: 2 characters (expected: a JSON",
        "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"ftp://s3.x\"}}]}"
            + " | messages[1].content[0].image_url: media url: not usable (expected: http or https",
        "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:a/b;base64,s3%\"}}]}"
            + " | messages[1].content[0].image_url.url: 3 characters (expected: Base64 with"
            + " padding)",
        "{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA==\"}}]}"
            + " | messages[1].content[0].input_audio.format: none (expected: wav or mp3)",
      })
  void messagesAreRefusedByTheirPlaceAndNotWhatTheySay(String message, String expected) {
    String refusal =
        refusal(
            OPENAI,
            bytes(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                    + message
                    + "]}"));

    assertTrue(refusal.startsWith(expected), refusal);
    assertFalse(refusal.contains("s3"), refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"max_tokens\":null | max_tokens: none (expected: a whole number)",
        "\"max_tokens\":0 | max_tokens: a number (expected: a whole number from 1",
        "\"temperature\":1.5 | temperature: a number (expected: a number from 0.0 to 1.0)",
        "\"system\":[{\"type\":\"text\"}] | system[0].text: none (expected: text)",
        "\"metadata\":{\"user_id\":\"u\",\"s3cret\":1} | metadata: 1 fields more (expected:"
            + " user_id)",
        "\"mcp_servers\":[{\"url\":\"s3\"}] | mcp_servers: a list of 1 (expected: a field that ASC",
        "\"inference_geo\":\"us\" | inference_geo: 2 characters (expected: a field that ASC",
        "\"speed\":\"fast\" | speed: 4 characters (expected: a field that ASC does not decide)",
        "\"tools\":[{\"type\":\"web_search_20250305\"}] | tools[0].type: 19 characters (expected:"
            + " custom)",
        "\"tools\":[{\"name\":\"t\"}] | tools[0].input_schema: none (expected: a JSON Schema)",
        "\"tool_choice\":{\"type\":\"tool\"} | tool_choice.name: none (expected: text)",
        "\"output_config\":{\"effort\":\"s3cret\"} | output_config.effort: 6 characters (expected:"
            + " none",
        "\"messages\":[{\"role\":\"system\",\"content\":\"a\"}] | messages[0].role: 6 characters"
            + " (expected",
        "\"messages\":[{\"role\":\"user\",\"content\":[]}] | messages[0].content: none (expected:"
            + " text, or",
        "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\"}]}]"
            + " | messages[0].content[0].tool_use_id: none (expected: text)",
        "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\"}}]}]"
            + " | messages[0].content[0].source.media_type: none (expected: text)",
      })
  void anthropicsFieldsAreRefusedByTheirPlaceToo(String field, String expected) {
    String rest = field.startsWith("\"max_tokens\"") ? "" : ",\"max_tokens\":9";
    rest +=
        field.startsWith("\"messages\"")
            ? ""
            : ",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]";
    String refusal = refusal(ANTHROPIC, bytes("{\"model\":\"m\"," + field + rest + "}"));

    assertTrue(refusal.startsWith(expected), refusal);
    assertFalse(refusal.contains("s3"), refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"previous_response_id\":\"s3cret\" | previous_response_id: 6 characters (expected:"
            + " nothing kept",
        "\"conversation\":{\"id\":\"s3\"} | conversation: an object of 1 (expected: nothing kept",
        "\"background\":true | background: true or false (expected: nothing kept with the provider",
        "\"store\":true | store: true or false (expected: nothing kept with the provider: store:"
            + " false",
        "\"prompt\":{\"id\":\"s3\"} | prompt: an object of 1 (expected: nothing kept with the"
            + " provider",
        "\"service_tier\":\"flex\" | service_tier: 4 characters (expected: a field that ASC",
        "\"max_output_tokens\":15 | max_output_tokens: a number (expected: a whole number from 16"
            + " to",
        "\"user\":\"a\",\"safety_identifier\":\"s3\" | safety_identifier: differs from",
        "\"reasoning\":{\"effort\":\"s3cret\"} | reasoning.effort: 6 characters (expected: none,",
        "\"text\":{\"format\":{\"type\":\"s3cret\"}} | text.format.type: 6 characters (expected:"
            + " text,",
        "\"stream_options\":{\"s3cret\":1} | stream_options: 1 fields more (expected:"
            + " include_obfusc",
        "\"tools\":[{\"type\":\"web_search\"}] | tools[0].type: 10 characters (expected: function)",
        "\"tool_choice\":{\"type\":\"s3cret\"} | tool_choice.type: 6 characters (expected:"
            + " function)",
        "\"input\":7 | input: a number (expected: a list)",
        "\"input\":[{\"type\":\"item_reference\",\"id\":\"s3\"}] | input[0].type: a reference"
            + " (expected: noth",
        "\"input\":[{\"role\":\"s3cret\",\"content\":\"a\"}] | input[0].role: 6 characters"
            + " (expected: develop",
        "\"input\":[{\"role\":\"user\"}] | input[0].content: none (expected: text, or a list of at"
            + " least",
        "\"input\":[{\"type\":\"function_call_output\",\"output\":\"s3\"}] | input[0].call_id: none"
            + " (expected",
        "\"input\":[{\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"f\",\"arguments\":\"[s3\"}]"
            + " | input[0].arguments: 3 characters (expected: a JSON object, as text)",
      })
  void fieldsOfResponsesAreRefusedByTheirPlaceToo(String field, String expected) {
    String rest = field.startsWith("\"input\"") ? "" : ",\"input\":\"a\"";
    String refusal = refusal(RESPONSES, bytes("{\"model\":\"m\"," + field + rest + "}"));

    assertTrue(refusal.startsWith(expected), refusal);
    assertFalse(refusal.contains("s3"), refusal);
  }

  private static String refusal(WireDialect dialect, byte[] body) {
    return String.valueOf(
        assertThrows(InvalidRequestException.class, () -> dialect.readRequest(body, body.length))
            .getMessage());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] read(String file) throws IOException {
    try (var in = ClientRequestTest.class.getResourceAsStream("/" + file)) {
      return in.readAllBytes();
    }
  }
}
