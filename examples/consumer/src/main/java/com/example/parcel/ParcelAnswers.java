package com.example.parcel;

import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import java.time.Duration;

/** Answers customers' questions about their parcels. Thread-safe. */
public final class ParcelAnswers {
  static final String WITHOUT_MODEL = "Thank you, a colleague will answer by mail.";

  private final ChatClient chat;
  private final String model;

  /** {@code model}: a name from asc.yaml. */
  public ParcelAnswers(ChatClient chat, String model) {
    this.chat = chat;
    this.model = model;
  }

  /** The answer to one question; asked again about the same mail, the same answer at no cost. */
  public String answer(String mailId, String question) {
    ChatRequest request =
        ChatRequest.builder()
            .model(model)
            .system("You answer customers of a parcel service in one sentence.")
            .user(question)
            .maxOutputTokens(200)
            .context(
                c ->
                    c.idempotencyKey(mailId)
                        .tag("feature", "mail")
                        .deadline(Duration.ofSeconds(20)))
            .build();
    try {
      return chat.chat(request).text();
    } catch (BudgetExhaustedException e) {
      // The month's money is spent: that is planned for. Everything else is the caller's to see.
      return WITHOUT_MODEL;
    }
  }
}
