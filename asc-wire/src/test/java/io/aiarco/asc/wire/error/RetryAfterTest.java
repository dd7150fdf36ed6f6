package io.aiarco.asc.wire.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "' 2 ', PT2S",
    "0.5, PT0.5S",
    "3., PT3S",
    "120, PT2M",
    "'Sat, 21 Nov 2026 12:00:07 GMT', PT7S"
  })
  void headerIsSecondsOrADate(String header, Duration wait) {
    assertEquals(Optional.of(wait), of(Map.of("retry-after", header)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0",
        "-1",
        "120.1",
        "99999",
        "99999999999999999999",
        "999999999999999999999999999999",
        "NaN",
        "Infinity",
        "1e1",
        "0x1p3",
        "5d",
        "",
        "soon",
        "Sat, 21 Nov 2026 11:59:59 GMT",
        "Sat, 21 Nov 2026 12:00:00 GMT",
        "Sun, 22 Nov 2026 12:00:00 GMT",
        "Fri, 31 Dec 999999999 23:59:59 GMT"
      })
  void brokenOrSillyHeaderIsNoHint(String header) {
    assertEquals(Optional.empty(), of(Map.of("retry-after", header)));
  }

  @Test
  void millisecondsComeFirst() {
    assertEquals(
        Optional.of(Duration.ofMillis(250)),
        of(Map.of("retry-after-ms", "250", "retry-after", "9")));
  }

  @Test
  void brokenMillisecondsGiveWayToSeconds() {
    assertEquals(
        Optional.of(Duration.ofSeconds(9)), of(Map.of("retry-after-ms", "-1", "retry-after", "9")));
  }

  private static Optional<Duration> of(Map<String, String> headers) {
    return RetryAfter.of(name -> Optional.ofNullable(headers.get(name)), NOW);
  }
}
