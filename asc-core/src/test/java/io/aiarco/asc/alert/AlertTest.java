package io.aiarco.asc.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTest {
  private static final Alert ALERT = alert("tenant/acme");

  @Test
  void oneSinkThatThrowsKeepsNothingFromTheOthers() {
    List<Alert> told = new ArrayList<>();
    List<String> closed = new ArrayList<>();
    AlertSink broken =
        new AlertSink() {
          @Override
          public void tell(Alert alert) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void close() {
            throw new IllegalStateException("broken");
          }
        };
    AlertSink working =
        new AlertSink() {
          @Override
          public void tell(Alert alert) {
            told.add(alert);
          }

          @Override
          public void close() {
            closed.add("working");
          }
        };

    AlertSink all = AlertSink.all(List.of(broken, working, new LogSink()));
    all.tell(ALERT);
    all.close();

    assertEquals(List.of(ALERT), told);
    assertEquals(List.of("working"), closed);
  }

  @Test
  void nothingThatCouldForgeALineOfALogIsAnAlert() {
    assertEquals("tenant/acme: settled 5 USD (expected: below 4 USD)", ALERT.message());
    for (String subject : List.of("", "a\nb", "a\u0000", "x".repeat(257))) {
      assertThrows(IllegalArgumentException.class, () -> alert(subject));
    }
  }

  private static Alert alert(String subject) {
    return new Alert(
        AlertKind.BUDGET_THRESHOLD, subject, "settled", "5 USD", "below 4 USD", Instant.EPOCH);
  }
}
