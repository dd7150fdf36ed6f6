package io.aiarco.asc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.StreamEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskedTest {
  private static final WireDialect OPENAI = ScriptedWire.OPENAI.dialect();
  private static final WireDialect ANTHROPIC = ScriptedWire.ANTHROPIC.dialect();
  private static final ChatRequest IN_JAVA = ChatRequest.builder().model("m").user("u").build();

  @Test
  void onlyAClientOfTheSameWireIsGivenItsExtras() {
    ChatRequest served = IN_JAVA.toBuilder().clientDialect(OPENAI.name()).build();

    assertTrue(Asked.of(served, OPENAI, "m", false).extras());
    assertFalse(Asked.of(served, ANTHROPIC, "m", false).extras());
    assertFalse(Asked.of(IN_JAVA, OPENAI, "m", false).extras());
  }

  @Test
  void whoSpeaksAWireSaysSoInWhatItAsks() {
    for (WireDialect dialect : ServedReplyTest.dialects().toList()) {
      byte[] body = dialect.requestBody(IN_JAVA, "m", 16, true);

      ChatRequest read = dialect.readRequest(body, body.length).request();

      assertEquals(dialect.name(), read.clientDialect().orElseThrow());
    }
  }

  @Test
  void whatNobodyIsGivenIsNotCollected() throws Exception {
    String openAi =
        "{\"choices\":[{\"message\":{\"content\":\"t\",\"annotations\":[1]},\"x\":1,"
            + "\"finish_reason\":\"stop\"}],\"service_tier\":\"default\"}";
    String anthropic =
        "{\"type\":\"message\",\"content\":[],\"x\":1,\"stop_reason\":\"refusal\","
            + "\"stop_details\":{\"type\":\"refusal\",\"explanation\":\"No.\"}}";

    assertNull(Decoding.assembled(unasked(OPENAI, openAi)).extras());
    List<StreamEvent> refused = unasked(ANTHROPIC, anthropic);
    assertNull(Decoding.assembled(refused).extras());
    assertEquals("No.", Decoding.assembled(refused).refusal());
  }

  private static List<StreamEvent> unasked(WireDialect dialect, String body) throws Exception {
    return Decoding.events(dialect, new Asked("m", 1, false, false), Decoding.bytes(body));
  }
}
