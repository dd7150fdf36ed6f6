package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorTest {

  @Test
  void everyDialectAnswersWholeAndAsEvents() throws Exception {
    for (Dialect dialect : Dialect.values()) {
      try (Simulator simulator = Simulator.builder().dialects(dialect).open()) {
        for (boolean stream : List.of(false, true)) {
          simulator.reply(Reply.text("Your parcel is in Lyon.").usage(12, 6));

          HttpResponse<String> response = Client.ask(simulator, dialect, stream);

          assertEquals(200, response.statusCode());
          assertTrue(response.body().contains("parcel"), response.body());
        }
        List<Arrival> arrivals = simulator.awaitEnded(2, Duration.ofSeconds(5));
        assertEquals(2, arrivals.size());
        assertTrue(arrivals.stream().allMatch(a -> a.ending() == Arrival.Ending.COMPLETED));
      }
    }
  }
}
