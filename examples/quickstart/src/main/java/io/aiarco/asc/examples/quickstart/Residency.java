package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.policy.ResidencyException;

/** A model that is only served where the tenant's data may not go. */
final class Residency implements Step {
  @Override
  public String title() {
    return "A residency refusal";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) {
    ChatRequest request =
        ChatRequest.builder()
            .model("archive")
            .user("Summarise the contract.")
            .maxOutputTokens(200)
            .build();
    int before = stage.arrivals();

    checks
        .refused(
            "refused with its own exception",
            ResidencyException.class,
            () -> stage.acme().chat(request))
        .ifPresent(
            refusal -> {
              screen.line("refused", refusal.getMessage());
              screen.line("", refusal.code() + ", retry " + refusal.retryAdvice());
            });
    if (stage.isSimulated()) {
      checks.equal("nothing arrived anywhere", 0, stage.arrivals() - before);
    }
  }
}
