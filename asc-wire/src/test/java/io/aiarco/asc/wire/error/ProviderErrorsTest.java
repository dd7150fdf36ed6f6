package io.aiarco.asc.wire.error;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.provider.ProviderFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderErrorsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  /** {@code errors.csv} is written by hand from the providers' pages, not from the table. */
  @ParameterizedTest
  @CsvFileSource(resources = "errors.csv", delimiter = '|', useHeadersInDisplayName = true)
  void answersMeanWhatTheProvidersSay(int status, String body, FailureClass failure, String code) {
    ProviderFailure answered = answered(status, Map.of(), body == null ? "" : body);
    assertEquals(failure, answered.failure());
    assertEquals(Optional.ofNullable(code), answered.providerCode());
    assertEquals(status, answered.httpStatus());
  }

  static Stream<ErrorTable.Row> rows() {
    return ErrorTable.ROWS.stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyRowCanBeReached(ErrorTable.Row row) {
    String word = row.word().replace("*", "x");
    int status = row.from() == 0 ? row.word().isEmpty() ? 302 : 418 : row.to();
    assertEquals(
        row.failure(), ErrorTable.failure(status, word.isEmpty() ? List.of() : List.of(word)));
  }

  @Test
  void everyClassThatAnAnswerCanHaveIsInTheTable() {
    Set<FailureClass> classes = new TreeSet<>();
    ErrorTable.ROWS.forEach(row -> classes.add(row.failure()));
    assertEquals(
        Set.of(
            FailureClass.CONFLICT,
            FailureClass.RATE_LIMITED,
            FailureClass.QUOTA,
            FailureClass.INVALID,
            FailureClass.CONTEXT_LENGTH,
            FailureClass.POLICY_PROVIDER,
            FailureClass.RESIDENCY,
            FailureClass.AUTH,
            FailureClass.NOT_FOUND,
            FailureClass.SERVER,
            FailureClass.OVERLOADED,
            FailureClass.MALFORMED),
        classes);
  }

  @Property
  void anyAnswerMapsToSomethingAndShowsNothingOfItsBody(
      @ForAll @IntRange(min = 100, max = 999) int status, @ForAll String secret) {
    String marked = "s3cret<" + secret;
    String body =
        "{\"error\":{\"message\":" + quoted(marked) + ",\"code\":" + quoted(marked) + "}}";
    ProviderFailure failure = answered(status, Map.of(), body);
    String message = String.valueOf(failure.getMessage());
    assertFalse(message.contains("s3cret<"), message);
    assertTrue(failure.providerCode().orElse("").matches("[A-Za-z0-9_.-]{0,64}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503, 529})
  void hintIsTakenWhereWaitingHelps(int status) {
    assertEquals(
        Optional.of(Duration.ofSeconds(3)),
        answered(status, Map.of("retry-after", "3"), "{}").retryAfter());
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 402, 403, 404, 409, 413, 422})
  void hintIsIgnoredWhereWaitingDoesNotHelp(int status) {
    assertEquals(Optional.empty(), answered(status, Map.of("retry-after", "3"), "{}").retryAfter());
  }

  @Test
  void providerThatSaysDoNotRetryGivesNoHint() {
    assertEquals(
        Optional.empty(),
        answered(429, Map.of("retry-after", "3", "x-should-retry", "false"), "{}").retryAfter());
  }

  @Test
  void providerThatSaysRetryDoesNotBlameTheRequest() {
    assertEquals(
        FailureClass.CONFLICT, answered(400, Map.of("x-should-retry", "true"), "{}").failure());
  }

  @Test
  void whereTheRequestWasRefusedIsKept() {
    assertEquals(
        Optional.of("East US"), answered(429, Map.of("x-ms-region", "East US"), "{}").regionSeen());
    assertEquals(Optional.empty(), answered(429, Map.of(), "{}").regionSeen());
  }

  @Test
  void errorInsideA200IsMappedByItsWordOrItsOwnStatus() {
    assertEquals(FailureClass.OVERLOADED, inside("{\"error\":{\"type\":\"overloaded_error\"}}"));
    assertEquals(FailureClass.RATE_LIMITED, inside("{\"error\":{\"code\":429}}"));
    assertEquals(
        FailureClass.INVALID, inside("{\"error\":{\"message\":\"x\",\"http_status_code\":422}}"));
    assertEquals(FailureClass.SERVER, inside("{\"error\":\"text\"}"));
  }

  private static FailureClass inside(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return ProviderErrors.inside(bytes, bytes.length).failure();
  }

  private static ProviderFailure answered(int status, Map<String, String> headers, String body) {
    return ProviderErrors.answered(
        status, name -> Optional.ofNullable(headers.get(name)), body.getBytes(UTF_8), NOW);
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  @Test
  void exponentWithoutEndIsNoBody() {
    byte[] body = ("{\"n\":8E" + "8".repeat(40) + "}").getBytes(UTF_8);

    assertEquals(
        FailureClass.SERVER,
        ProviderErrors.answered(500, name -> Optional.empty(), body, Instant.EPOCH).failure());
  }
}
