package io.aiarco.asc.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegionWatchTest {
  private final Logger logger = Logger.getLogger(RegionWatch.class.getName());
  private final List<String> warnings = new ArrayList<>();
  private final Handler handler = new Listener();
  private final RegionWatch watch = new RegionWatch();

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    logger.setUseParentHandlers(true);
    logger.removeHandler(handler);
  }

  @Test
  void everyContradictionIsToldButOnlyChangesAreWarnedOf() {
    assertEquals(Optional.empty(), watch.contradiction(seen("euwest", false)));
    assertEquals(Optional.of("eastus"), watch.contradiction(seen("eastus", true)));
    assertEquals(Optional.of("eastus"), watch.contradiction(seen("eastus", true)));
    assertEquals(Optional.empty(), watch.contradiction(silent().build()), "no evidence, no change");
    assertEquals(Optional.of("eastus"), watch.contradiction(seen("eastus", true)));
    assertEquals(Optional.of("global"), watch.contradiction(seen("global", true)));
    assertEquals(Optional.empty(), watch.contradiction(seen("euwest", false)));
    assertEquals(Optional.empty(), watch.contradiction(seen("euwest", false)));
    assertEquals(
        Optional.of("refused"),
        watch.contradiction(silent().failure(FailureClass.RESIDENCY).build()));

    assertEquals(
        List.of(
            "endpoint one/small@eu-west: provider says eastus (expected: its region)",
            "endpoint one/small@eu-west: provider says global (expected: its region)",
            "endpoint one/small@eu-west: provider says its region again",
            "endpoint one/small@eu-west: provider says refused (expected: its region)"),
        warnings);
  }

  private static Attempt seen(String region, boolean elsewhere) {
    return silent().regionSeen(region, elsewhere).build();
  }

  private static Attempt.Builder silent() {
    return Attempt.builder(
        1, new EndpointId(new ProviderId("one"), new ModelName("small"), new Region("eu-west")));
  }

  private final class Listener extends Handler {
    @Override
    public void publish(LogRecord record) {
      warnings.add(new SimpleFormatter().formatMessage(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
