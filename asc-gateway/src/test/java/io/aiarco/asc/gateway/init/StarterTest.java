package io.aiarco.asc.gateway.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterTest {
  @TempDir private Path folder;

  @Test
  void theFirstFileIsShortHoldsNoKeyAndWorksAgainstTheSimulator() throws IOException {
    Starter starter = Starter.create(folder, new SecureRandom());
    String key = starter.apiKey(SecretAccess.get());
    String text = Files.readString(starter.file());

    assertTrue(text.lines().count() <= 20, "lines: " + text.lines().count());
    assertFalse(text.contains(key.substring(20, 60)));
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text("Hello."));
      // The port is the one thing a test cannot rely on.
      Files.writeString(
          starter.file(),
          text.replace(
              "http://127.0.0.1:" + Starter.SIMULATOR_PORT,
              "http://127.0.0.1:" + simulator.baseUrl().getPort()));
      try (AscGateway asc = AscGateway.open(starter.file())) {
        ChatResponse reply =
            asc.client(CallerCredential.apiKey(key))
                .chat(ChatRequest.builder().model(starter.model()).user("Hi").build());

        assertEquals("Hello.", reply.text());
      }
    }
  }

  @Test
  void aFileThatIsThereIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("asc.yaml"), "mine: true\n");

    assertThrows(
        FileAlreadyExistsException.class, () -> Starter.create(folder, new SecureRandom()));

    assertEquals("mine: true\n", Files.readString(folder.resolve("asc.yaml")));
  }
}
