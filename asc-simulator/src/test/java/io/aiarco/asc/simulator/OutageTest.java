package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {

  @Test
  void downRefusesConnectionsAndUpTakesTheSamePort() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      URI before = simulator.baseUrl();
      for (int i = 0; i < 5; i++) {
        assertEquals(200, Client.ask(simulator, Dialect.OPENAI, true).statusCode());

        simulator.down();
        assertThrows(ConnectException.class, () -> connect(simulator));

        simulator.up();
        assertEquals(before, simulator.baseUrl());
      }
    }
  }

  @Test
  void downCutsStreamsThatAreRunning() throws Exception {
    try (Simulator simulator = Simulator.open();
        RawClient client = new RawClient(simulator)) {
      simulator.reply(Reply.text("one two").fault(Fault.stallAfter(1)));
      client.post("/v1/chat/completions", "", Client.body(Dialect.OPENAI, true)).readUntil("\n\n");

      simulator.down();

      assertEquals(Arrival.Ending.DOWN, simulator.arrivals().get(0).ending());
      assertTrue(!client.readToEnd().contains("[DONE]"));
    }
  }

  @Test
  void unavailableAnswers503AndUsesUpNoReply() throws Exception {
    try (Simulator simulator = Simulator.open()) {
      simulator.reply(Reply.text("later")).unavailable();
      assertEquals(503, Client.ask(simulator, Dialect.ANTHROPIC, false).statusCode());

      simulator.up();

      assertTrue(Client.ask(simulator, Dialect.ANTHROPIC, false).body().contains("later"));
    }
  }

  @Test
  void closeEndsEverythingAndMayBeCalledTwice() throws Exception {
    Simulator simulator = Simulator.open();
    simulator.reply(Reply.text("never").fault(Fault.neverAnswer()));
    try (RawClient client = new RawClient(simulator)) {
      client.post("/v1/chat/completions", "", Client.body(Dialect.OPENAI, false));
      simulator.awaitArrivals(1, Duration.ofSeconds(5));

      simulator.close();
      simulator.close();

      assertEquals("", client.readToEnd());
      assertEquals(Arrival.Ending.DOWN, simulator.arrivals().get(0).ending());
      assertThrows(IllegalStateException.class, simulator::up);
    }
  }

  private static void connect(Simulator simulator) throws IOException {
    new Socket("127.0.0.1", simulator.baseUrl().getPort()).close();
  }
}
