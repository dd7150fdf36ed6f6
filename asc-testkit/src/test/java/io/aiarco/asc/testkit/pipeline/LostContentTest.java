package io.aiarco.asc.testkit.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.ContentField;
import io.aiarco.asc.audit.ContentMode;
import io.aiarco.asc.audit.ContentModes;
import io.aiarco.asc.audit.ContentSecrets;
import io.aiarco.asc.audit.ContentStore;
import io.aiarco.asc.audit.WhenUnavailable;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.testkit.AscTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store that takes nothing. */
class LostContentTest {
  @RegisterExtension
  final AscTest asc =
      AscTest.withContents(
          new AuditRules(
              Map.of(),
              Map.of(new TenantId("acme"), new ContentModes(ContentMode.HASH, ContentMode.NONE)),
              WhenUnavailable.REFUSE),
          store -> new FullStore());

  @Test
  void aCallWhoseContentCannotBeKeptIsNotSentAndHoldsNothing() {
    ChatRequest request = ChatRequest.builder().model("test").user("hello").build();

    assertThrows(AuditUnavailableException.class, () -> asc.client().chat(request));

    assertEquals(0, asc.provider().calls().size());
    assertEquals(Balance.ZERO, asc.balance());
  }

  private static final class FullStore implements ContentStore {
    @Override
    public AuditReceipt keep(CallId call, ContentSecrets secrets) {
      throw new AuditUnavailableException("content store: full (expected: room)", null);
    }

    @Override
    public AuditReceipt keep(CallId call, ContentSecrets secrets, ContentField field, byte[] json) {
      throw new AssertionError("no text without secrets");
    }

    @Override
    public void close() {}
  }
}
