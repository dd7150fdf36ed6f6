package io.aiarco.asc.testkit.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.audit.Commitment;
import io.aiarco.asc.audit.ContentField;
import io.aiarco.asc.audit.ContentMode;
import io.aiarco.asc.audit.ContentModes;
import io.aiarco.asc.audit.NeutralPrompt;
import io.aiarco.asc.audit.WhenUnavailable;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.ReplyInterruptedException;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.testkit.AscTest;
import io.aiarco.asc.testkit.provider.ScriptedReply;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tenant that keeps both encrypted, next to one that keeps nothing. */
class ContentTest {
  private static final ChatRequest REQUEST =
      ChatRequest.builder().model("test").user("Where is my parcel?").build();

  @RegisterExtension
  final AscTest asc =
      AscTest.withAudit(
          new AuditRules(
              Map.of(),
              Map.of(
                  new TenantId("acme"),
                  new ContentModes(ContentMode.ENCRYPTED, ContentMode.ENCRYPTED)),
              WhenUnavailable.REFUSE),
          UnaryOperator.identity());

  @RegisterExtension final AscTest plain = AscTest.create();

  @Test
  void bothCommitmentsOpenWithWhatIsKept() {
    asc.provider().reply("On its way.");

    CallId call = asc.client().chat(REQUEST).auditId();

    assertArrayEquals(
        NeutralPrompt.of(REQUEST), asc.contents().text(call, ContentField.PROMPT).orElseThrow());
    assertEquals(intent(asc).prompt(), reckoned(call, ContentField.PROMPT));
    assertEquals(outcome(asc).reply(), reckoned(call, ContentField.REPLY));
    assertTrue(reply(call).contains("\"text\":\"On its way.\""), reply(call));
  }

  @Test
  void equalPromptsHaveCommitmentsThatDiffer() {
    asc.client().chat(REQUEST);
    asc.client().chat(REQUEST);

    List<AuditRecord.CallIntent> intents =
        asc.records().stream()
            .filter(AuditRecord.CallIntent.class::isInstance)
            .map(AuditRecord.CallIntent.class::cast)
            .toList();
    assertNotEquals(intents.get(0).prompt(), intents.get(1).prompt());
  }

  @Test
  void aStreamAndAWholeReplyAreTheSameText() {
    asc.provider().reply("one two three");
    String whole = reply(asc.client().chat(REQUEST).auditId());
    asc.provider().reply("one two three");

    try (ChatStream stream = asc.client().stream(REQUEST)) {
      stream.response();

      assertEquals(whole, reply(stream.auditId()));
    }
  }

  @Test
  void aBrokenReplyIsCommittedToAsFarAsItCame() {
    asc.provider().reply(ScriptedReply.text("one two three").breakAfter(2, FailureClass.SERVER));
    StringBuilder got = new StringBuilder();

    try (ChatStream stream = asc.client().stream(REQUEST)) {
      assertThrows(ReplyInterruptedException.class, () -> stream.forEach(event -> add(got, event)));

      assertEquals(
          "[{\"choice\":0,\"kind\":\"text\",\"text\":\"" + got + "\"}]", reply(stream.auditId()));
      assertEquals(outcome(asc).reply(), reckoned(stream.auditId(), ContentField.REPLY));
    }
  }

  @Test
  void aClosedStreamIsCommittedToAsFarAsItWasRead() {
    asc.provider().reply("one two three");
    StringBuilder got = new StringBuilder();
    ChatStream stream = asc.client().stream(REQUEST);
    Iterator<StreamEvent> events = stream.iterator();
    while (got.isEmpty()) {
      add(got, events.next());
    }

    stream.close();

    assertEquals(
        "[{\"choice\":0,\"kind\":\"text\",\"text\":\"" + got + "\"}]", reply(stream.auditId()));
  }

  @Test
  void aTenantThatKeepsNothingHasNeitherCommitmentNorSecrets() {
    CallId call = plain.client().chat(REQUEST).auditId();

    assertNull(intent(plain).prompt());
    assertNull(outcome(plain).reply());
    assertFalse(plain.contents().secrets(call).isPresent());
  }

  private static void add(StringBuilder got, StreamEvent event) {
    if (event instanceof StreamEvent.TextDelta delta) {
      got.append(delta.text());
    }
  }

  private String reply(CallId call) {
    return new String(asc.contents().text(call, ContentField.REPLY).orElseThrow(), UTF_8);
  }

  private String reckoned(CallId call, ContentField field) {
    Commitment commitment = asc.contents().secrets(call).orElseThrow().commitment(field);
    commitment.update(ByteBuffer.wrap(asc.contents().text(call, field).orElseThrow()));
    return commitment.hex();
  }

  private static AuditRecord.CallIntent intent(AscTest of) {
    return (AuditRecord.CallIntent) of.records().get(0);
  }

  private static AuditRecord.CallOutcome outcome(AscTest of) {
    return (AuditRecord.CallOutcome) of.records().get(of.records().size() - 1);
  }
}
