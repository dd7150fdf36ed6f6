package io.aiarco.asc.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Logprobs;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.TokenLogprob;
import io.aiarco.asc.wire.Decoding;
import io.aiarco.asc.wire.WireDialect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How likely each token was, where the last event and each item say again what deltas said. */
class ResponsesLogprobsTest {
  private static final WireDialect DIALECT = new ResponsesDialect();

  private static final String ITEM =
      """
      {"type":"message","role":"assistant","status":"completed","content":[{"type":"output_text",\
      "text":"Hi","annotations":[],"logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],\
      "top_logprobs":[{"token":"Ho","logprob":-1,"bytes":[72,111]}]}]}]}\
      """;

  @Test
  void areAskedForAndIncluded() {
    ChatRequest request = ChatRequest.builder().model("m").user("x").topLogprobs(3).build();

    String body = new String(DIALECT.requestBody(request, "model-1", 100, false), UTF_8);

    assertTrue(body.contains("\"top_logprobs\":3"), body);
    assertTrue(body.contains("\"include\":[\"message.output_text.logprobs\"]"), body);
  }

  @Test
  void comeWithAWholeReply() throws Exception {
    Reply reply = Decoding.whole(DIALECT, "{\"status\":\"completed\",\"output\":[" + ITEM + "]}");

    assertEquals(told(List.of(72, 105), List.of(72, 111)), reply.logprobs());
  }

  @Test
  void comeOnceWithAStreamAlthoughItRepeatsThem() throws Exception {
    Reply reply =
        Decoding.stream(
            DIALECT,
            """
            data: {"type":"response.output_text.delta","output_index":0,"delta":"Hi","logprobs":\
            [{"token":"Hi","logprob":-0.5,"top_logprobs":[{"token":"Ho","logprob":-1}]}]}

            data: {"type":"response.output_item.done","output_index":0,"item":%s}

            data: {"type":"response.completed","response":{"status":"completed","output":[%s]}}

            """
                .formatted(ITEM, ITEM));

    assertEquals(told(List.of(), List.of()), reply.logprobs());
  }

  private static Logprobs told(List<Integer> bytes, List<Integer> otherBytes) {
    TokenLogprob other = new TokenLogprob("Ho", -1, otherBytes, List.of());
    return new Logprobs(List.of(new TokenLogprob("Hi", -0.5, bytes, List.of(other))), List.of());
  }
}
