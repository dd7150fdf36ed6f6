package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.InvalidOutputException;
import io.aiarco.asc.chat.StructuredResponse;
import java.util.Optional;

/** A letter becomes a record. */
final class ReadInvoice {
  private ReadInvoice() {}

  /** What the letter bills for; empty when the model did not find out. */
  static Optional<Invoice> of(String letter, ChatClient chat) {
    // region ask
    ChatRequest request =
        ChatRequest.builder()
            .model("support")
            .system("Copy what the letter says. Leave out what it does not say.")
            .user(letter)
            .maxOutputTokens(400)
            .build();
    try {
      StructuredResponse<Invoice> reply = chat.chat(request, Invoice.class);
      return Optional.of(reply.value());
    } catch (InvalidOutputException e) {
      // output $.lines[2].count: text (expected: a whole number of 32 bits)
      System.err.println(e.getMessage() + ", " + e.auditId().orElseThrow());
      return Optional.empty();
    }
    // endregion
  }
}
