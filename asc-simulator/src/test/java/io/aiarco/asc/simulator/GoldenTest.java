package io.aiarco.asc.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dialect, byte for byte, against files written by hand after its grammar. */
class GoldenTest {

  private static final Clock FIXED =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
  private static final TokenUsage USAGE = new TokenUsage(10, 3, 2, 5, 4);

  private static final Map<String, Reply> CASES =
      Map.of(
          "text", Reply.text("It is in Lyon."),
          "rich",
              Reply.text("Let me look.")
                  .reasoning("A parcel: look.")
                  .andTool("Ab3dE6gH9", "lookup", "{\"id\":7}"),
          "refusal", Reply.refusal("I cannot."),
          "filtered", Reply.text("").finish(Finish.FILTERED),
          "stop-sequence", Reply.text("In Lyon").finish(Finish.STOP_SEQUENCE),
          "missing-finish", Reply.text("It is in Lyon."),
          "failed", Reply.text("It is").finish(Finish.ERROR),
          "context-limit", Reply.text("Too lo").finish(Finish.CONTEXT_LIMIT),
          "choices", Reply.text("Heads.").alternative(Reply.text("Or tails.")));

  @ParameterizedTest
  @MethodSource("exchanges")
  void theAnswerIsTheFile(Dialect dialect, String name, String way) throws Exception {
    Path folder = folder().resolve(word(dialect)).resolve(name);
    String request = Files.readString(folder.resolve(way + ".request.json"));
    Path expected = folder.resolve(way.equals("whole") ? "whole.json" : "stream.sse");
    try (Simulator simulator = Simulator.builder().dialects(dialect).clock(FIXED).open()) {
      simulator.reply(reply(name));

      HttpResponse<String> answer = Client.send(Client.request(simulator, dialect, request));

      assertEquals(Files.readString(expected), answer.body());
      assertEquals(200, answer.statusCode());
      Arrival arrival = simulator.awaitEnded(1, Duration.ofSeconds(5)).get(0);
      assertEquals(request, arrival.body().text());
      assertEquals(dialect, arrival.dialect());
      assertEquals(way.equals("stream"), arrival.stream());
    }
  }

  @Test
  void everyDialectHasGoldenExchanges() {
    for (Dialect dialect : Dialect.values()) {
      assertTrue(Files.isDirectory(folder().resolve(word(dialect))), dialect + ": no golden files");
    }
  }

  static Stream<Arguments> exchanges() {
    return Stream.of(Dialect.values())
        .flatMap(
            dialect ->
                children(folder().resolve(word(dialect)))
                    .flatMap(
                        name ->
                            Stream.of("whole", "stream")
                                .map(way -> Arguments.of(dialect, name, way))));
  }

  private static Reply reply(String name) {
    return Optional.ofNullable(CASES.get(name)).orElseThrow().usage(UsageReport.of(USAGE));
  }

  private static String word(Dialect dialect) {
    return dialect.word();
  }

  private static Stream<String> children(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    URL url = Objects.requireNonNull(GoldenTest.class.getResource("/golden"));
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
