package io.aiarco.asc.gateway.fault;

import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Spends one budget from 64 threads, whole and streamed, until each has been refused, closes its
 * gateway and says {@code spent}. Arguments: asc.yaml and the first call's number; the key stands
 * in the environment.
 */
final class SpendingProcess {
  static final String KEY = "ASC_TEST_SHARED_KEY";
  static final String SPENT = "spent";

  private static final int THREADS = 64;

  private final AscGateway asc;
  private final ChatClient chat;
  private final AtomicLong numbers;
  private final AtomicInteger spending = new AtomicInteger(THREADS);
  private final Witness witness = new Witness();

  private SpendingProcess(AscGateway asc, long firstNumber) {
    this.asc = asc;
    this.chat = asc.client(CallerCredential.apiKey(System.getenv(KEY)));
    this.numbers = new AtomicLong(firstNumber);
  }

  public static void main(String[] arguments) throws IOException {
    Witness.dieOfSurprises();
    SpendingProcess process =
        new SpendingProcess(AscGateway.open(Path.of(arguments[0])), Long.parseLong(arguments[1]));
    for (int i = 0; i < THREADS; i++) {
      new Thread(process::spend, "spender-" + i).start();
    }
    Witness.stayWhileTheParentLives();
  }

  private void spend() {
    spendUntilRefused();
    if (spending.decrementAndGet() == 0) {
      spendUntilRefused(); // nobody else holds anything now, so a refusal means that none is left
      asc.close(); // so that every outcome is on disk
      witness.say(SPENT);
    }
  }

  private void spendUntilRefused() {
    try {
      while (true) {
        long number = numbers.getAndIncrement();
        if (number % 2 == 0) {
          witness.saw(number, chat.chat(Site.question(number)));
        } else {
          try (ChatStream stream = chat.stream(Site.question(number))) {
            witness.saw(number, stream.response());
          }
        }
      }
    } catch (BudgetExhaustedException refused) {
      return;
    }
  }
}
