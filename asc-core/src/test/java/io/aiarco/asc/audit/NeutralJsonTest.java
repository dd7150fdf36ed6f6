package io.aiarco.asc.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NeutralJsonTest {
  private static final Path PAGE = Path.of("..", "docs", "neutral-json.md");

  @Test
  void theVectorsOfThePageAreWhatIsWritten() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    ContentSecrets secrets = ContentSecrets.of(counting());
    byte[] chat = NeutralPrompt.of(chat());
    byte[] whole = bytes(reply());

    for (String line :
        List.of(
            text(chat),
            hex(secrets, ContentField.PROMPT, chat),
            text(NeutralPrompt.of(embedding())),
            text(whole),
            hex(secrets, ContentField.REPLY, whole),
            text(bytes(reply().subList(0, 3))),
            text(bytes(List.of(new StreamEvent.Embedded(0, Embedding.of(0.5f, -1f))))))) {
      assertTrue(page.contains(line), line);
    }
  }

  @Property
  void howATextWasCutDoesNotShow(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 5) int length) {
    List<StreamEvent> pieces = new ArrayList<>();
    for (int i = 0; i < text.length(); i += length) {
      String piece = text.substring(i, Math.min(text.length(), i + length));
      pieces.add(new StreamEvent.TextDelta(piece));
    }

    assertEquals(
        text.isEmpty() ? "[]" : text(bytes(List.of(new StreamEvent.TextDelta(text)))),
        text(bytes(pieces)));
  }

  @Test
  void textsOfTwoChoicesAreNotJoined() {
    String apart =
        text(
            bytes(
                List.of(
                    new StreamEvent.TextDelta("a", 0),
                    new StreamEvent.TextDelta("b", 1),
                    new StreamEvent.ReasoningDelta("c", 1))));

    assertEquals(
        "[{\"choice\":0,\"kind\":\"text\",\"text\":\"a\"},{\"choice\":1,\"kind\":\"text\",\"text\":\"b\"},"
            + "{\"choice\":1,\"kind\":\"reasoning\",\"text\":\"c\"}]",
        apart);
  }

  @Test
  void aToolCallThatGrewIsTheOneThatCameWhole() {
    ToolCall call = new ToolCall("c1", "weather", Json.of("{\"city\":\"Lyon\"}"));
    List<StreamEvent> grown =
        List.of(
            new StreamEvent.ToolCallDelta(0, "weather", "{\"city\""),
            new StreamEvent.ToolCallDelta(0, "weather", ":\"Lyon\"}"),
            new StreamEvent.ToolCallComplete(0, call));

    assertEquals(
        text(bytes(List.of(new StreamEvent.ToolCallComplete(0, call)))), text(bytes(grown)));
    assertTrue(text(bytes(grown.subList(0, 1))).contains("tool_call_part"));
  }

  private static ChatRequest chat() {
    return ChatRequest.builder()
        .model("support")
        .system("Answer briefly.")
        .message(
            new Message(
                Role.USER,
                List.of(
                    new Content.Text("Where is \"it\"?\n\u20ac\ud83d"),
                    new Content.Image(MediaSource.of("image/png", new byte[] {1, 2, 3})))))
        .tool(new Tool("track", "Finds a parcel.", Json.of("{\"type\": \"object\"}")))
        .build();
  }

  private static EmbeddingRequest embedding() {
    return EmbeddingRequest.builder().model("vectors").input("one").input("two").build();
  }

  private static List<StreamEvent> reply() {
    return List.of(
        new StreamEvent.Started("r1", "small"),
        new StreamEvent.TextDelta("On its "),
        new StreamEvent.TextDelta("way \ud83d"),
        new StreamEvent.TextDelta("\ude9a."),
        new StreamEvent.ToolCallComplete(0, new ToolCall("c1", "track", Json.of("{\"id\": 7}"))),
        new StreamEvent.Finished(FinishReason.STOP, "stop"));
  }

  private static byte[] bytes(List<StreamEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    NeutralReply reply =
        new NeutralReply(piece -> bytes.write(piece.array(), piece.arrayOffset(), piece.limit()));
    events.forEach(reply::add);
    reply.end();
    return bytes.toByteArray();
  }

  private static String hex(ContentSecrets secrets, ContentField field, byte[] json) {
    Commitment commitment = secrets.commitment(field);
    commitment.update(ByteBuffer.wrap(json));
    return commitment.hex();
  }

  private static byte[] counting() {
    byte[] bytes = new byte[ContentSecrets.LENGTH];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }
}
