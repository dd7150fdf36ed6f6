package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/simulator.md. */
class SimulatorExampleTest {

  @Test
  void scripted() throws Exception {
    // region scripted
    try (Simulator sim = Simulator.open()) {
      sim.reply(Reply.text("Your parcel is in Lyon.").usage(12, 6)); // the next request
      sim.reply(Reply.tool("call_1", "lookup", "{\"id\":7}")); // the one after it
      sim.otherwise(request -> Reply.text("echo: " + request.lastUserText())); // everyone else

      askAt(sim.baseUrl(), "Lyon", "lookup", "echo: Where is my parcel?"); // your client
    }
    // endregion
  }

  @Test
  void richer() throws Exception {
    try (Simulator sim = Simulator.open()) {
      // region richer
      sim.reply(Reply.text("In Lyon.").reasoning("A parcel: look it up.")); // thoughts, where told
      sim.reply(Reply.refusal("I cannot help with that."));
      sim.reply(Reply.text("Heads.").alternative(Reply.text("Tails."))); // for n = 2
      sim.reply(Reply.text("Too lo").finish(Finish.CONTEXT_LIMIT)); // in the dialect's own word
      // endregion
      String thinking = Client.ask(sim, Dialect.ANTHROPIC, false).body();
      assertTrue(thinking.contains("\"thinking\":\"A parcel: look it up.\""), thinking);
    }
  }

  @Test
  void embeddings() throws Exception {
    try (Simulator sim = Simulator.open()) {
      // region embeddings
      sim.reply(Reply.embeddings(new float[] {0.5f, -1f})); // numbers, or base64 if asked
      // endregion
      assertEquals(1, sim.repliesLeft());
    }
  }

  @Test
  void faults() throws Exception {
    try (Simulator sim = Simulator.open()) {
      // region faults
      sim.reply(Reply.failing(Fault.rateLimited(Duration.ofSeconds(2)))); // 429 and Retry-After
      sim.reply(Reply.text("Your parcel is in Lyon.").fault(Fault.cutAfter(3)));
      sim.reply(
          Reply.text("Slowly, and then an error.")
              .fault(Fault.delayEvents(Duration.ofMillis(20)))
              .fault(Fault.errorEventAfter(4)));
      sim.reply(Reply.text("Dear.").usage(UsageReport.beyondLimit(1_000)));
      sim.down(); // connection refused
      sim.up();
      sim.unavailable(); // 503 to everyone
      sim.up();
      // endregion
      assertEquals(4, sim.repliesLeft());
      assertEquals(429, Client.ask(sim, Dialect.ANTHROPIC, false).statusCode());
    }
  }

  @Test
  void arrivals(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("arrivals.jsonl");
    // region arrivals
    try (Simulator sim = Simulator.builder().name("eu-1").requireKey("key").log(file).open()) {
      Client.ask(sim, Dialect.ANTHROPIC, true); // your code under test

      Arrival arrival = sim.awaitEnded(1, Duration.ofSeconds(5)).get(0);
      assertEquals("m", arrival.model());
      assertEquals(Arrival.Ending.COMPLETED, arrival.ending());
      assertTrue(arrival.body().text().contains("Where is my parcel?"));
    }
    // endregion
    assertEquals(1, Files.readAllLines(file).size());
  }

  private static void askAt(URI base, String... expected) throws Exception {
    for (String text : expected) {
      assertTrue(Client.ask(base, Dialect.OPENAI, false).body().contains(text));
    }
  }
}
