package io.aiarco.asc.gateway.fault;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.ModelCall;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that is killed: calls from several threads until it dies, whole, streamed, given up
 * half-way and twice under one key, and says on its standard output what its callers saw.
 * Arguments: asc.yaml and the first call's number; the callers' keys stand in the environment.
 */
final class CallingProcess {
  static final String ROOMY_KEY = "ASC_TEST_ROOMY_KEY";
  static final String TIGHT_KEY = "ASC_TEST_TIGHT_KEY";

  private static final int THREADS = 6;

  private final ChatClient roomy;
  private final ChatClient tight;
  private final AtomicLong numbers;
  private final Witness witness = new Witness();

  private CallingProcess(AscGateway asc, long firstNumber) {
    this.roomy = asc.client(CallerCredential.apiKey(System.getenv(ROOMY_KEY)));
    this.tight = asc.client(CallerCredential.apiKey(System.getenv(TIGHT_KEY)));
    this.numbers = new AtomicLong(firstNumber);
  }

  public static void main(String[] arguments) throws IOException {
    Witness.dieOfSurprises();
    AscGateway asc = AscGateway.open(Path.of(arguments[0]));
    CallingProcess calls = new CallingProcess(asc, Long.parseLong(arguments[1]));
    for (int i = 0; i < THREADS; i++) {
      new Thread(calls::callForEver, "caller-" + i).start();
    }
    Witness.stayWhileTheParentLives();
  }

  private void callForEver() {
    while (true) {
      long number = numbers.getAndIncrement();
      try {
        call(number);
      } catch (AscException e) {
        witness.say("failed " + number + " " + e.code().code());
      }
    }
  }

  private void call(long number) {
    ChatRequest question = Site.question(number);
    switch ((int) (number % 8)) {
      case 0, 1, 2 -> witness.saw(number, roomy.chat(question));
      case 3, 4 -> {
        try (ChatStream stream = roomy.stream(question)) {
          witness.saw(number, stream.response());
        }
      }
      case 5 -> {
        try (ChatStream stream = roomy.stream(question)) {
          stream.iterator().next();
        }
        witness.say("left " + number);
      }
      case 6 -> twice(number, question);
      default -> witness.saw(number, tight.chat(question));
    }
  }

  private void twice(long number, ChatRequest question) {
    ChatRequest keyed =
        question.toBuilder().context(c -> c.idempotencyKey("key-" + number)).build();
    ModelCall<ChatResponse> one = roomy.chatAsync(keyed);
    ModelCall<ChatResponse> other = roomy.chatAsync(keyed);
    witness.saw(number, await(one));
    witness.saw(number, await(other));
  }

  private static ChatResponse await(ModelCall<ChatResponse> call) {
    try {
      return call.future().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof AscException failure ? failure : e;
    }
  }
}
