package io.aiarco.asc.provider.http;

import static io.aiarco.asc.simulator.Reply.failing;
import static io.aiarco.asc.simulator.Reply.text;
import static io.aiarco.asc.simulator.Reply.tool;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.provider.ProviderCall;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.simulator.Arrival;
import io.aiarco.asc.simulator.Dialect;
import io.aiarco.asc.simulator.Fault;
import io.aiarco.asc.simulator.Simulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider adapter owes, over real sockets, against the simulator. */
@Timeout(30)
abstract class ChatProviderContract {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration SEEN_WITHIN = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Simulator simulator;
  private ChatProvider provider;

  /** What the adapter speaks. */
  abstract Dialect dialect();

  /** The adapter, named {@link ProviderCalls#PROVIDER}, in front of a server. */
  abstract ChatProvider provider(URI baseUrl);

  /** The class of a failure that this provider has no words of its own for. */
  FailureClass told(FailureClass usual) {
    return usual;
  }

  @BeforeEach
  void openProvider() {
    simulator = Simulator.builder().dialects(dialect()).requireKey(ProviderCalls.KEY).open();
    provider = provider(simulator.baseUrl());
  }

  @AfterEach
  void closeProvider() {
    provider.close();
    simulator.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void replyArrivesInOrderAndEndsOnce(boolean streamed) throws Exception {
    simulator.reply(text("It is in Lyon.").usage(12, 5));

    try (ProviderStream stream = provider.open(ProviderCalls.asking(streamed).call())) {
      Reply reply = read(stream);

      assertEquals(List.of("It is in Lyon."), texts(reply));
      assertEquals(FinishReason.STOP, reply.finishReason());
      assertEquals(12, reply.usage().inputTokens());
      assertEquals(5, reply.usage().outputTokens());
      assertEquals("model-1", reply.model());
      assertEquals(200, stream.httpStatus());
      assertEquals("127.0.0.1", stream.host());
      assertNull(stream.next());
    }
    Arrival arrival = simulator.awaitEnded(1, PATIENCE).get(0);
    assertEquals(streamed, arrival.stream());
    assertEquals("model-1", arrival.model());
    assertEquals(Arrival.Ending.COMPLETED, arrival.ending());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void toolCallArrivesWhole(boolean streamed) throws Exception {
    simulator.reply(tool("call_1", "track", "{\"id\":\"Zürich 7\"}"));

    Reply reply = reply(ProviderCalls.asking(streamed).call());

    assertEquals(FinishReason.TOOL_CALLS, reply.finishReason());
    assertEquals(1, reply.content().size());
  }

  static Stream<Arguments> errors() {
    return Stream.of(
            Arguments.of(Fault.status(400), FailureClass.INVALID),
            Arguments.of(Fault.status(401), FailureClass.AUTH),
            Arguments.of(Fault.status(403), FailureClass.AUTH),
            Arguments.of(Fault.status(404), FailureClass.NOT_FOUND),
            Arguments.of(Fault.status(408), FailureClass.CONFLICT),
            Arguments.of(Fault.status(429), FailureClass.RATE_LIMITED),
            Arguments.of(Fault.quotaExhausted(), FailureClass.QUOTA),
            Arguments.of(Fault.status(500), FailureClass.SERVER),
            Arguments.of(Fault.html(502), FailureClass.SERVER),
            Arguments.of(Fault.html(200), FailureClass.MALFORMED),
            Arguments.of(Fault.emptyBody(), FailureClass.MALFORMED),
            Arguments.of(Fault.nullBody(), FailureClass.MALFORMED),
            Arguments.of(Fault.status(529), FailureClass.OVERLOADED))
        .flatMap(
            error ->
                Stream.of(false, true)
                    .map(streamed -> Arguments.of(error.get()[0], error.get()[1], streamed)));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void errorIsAFailureOfItsClass(Fault fault, FailureClass expected, boolean streamed) {
    simulator.reply(failing(fault));

    ProviderFailure failure = failure(ProviderCalls.asking(streamed).call());

    assertEquals(told(expected), failure.failure(), failure.toString());
    assertNoKey(failure);
  }

  @Test
  void hintToWaitIsKept() {
    simulator.reply(failing(Fault.rateLimited(Duration.ofSeconds(7))));

    ProviderFailure failure = failure(ProviderCalls.streamed().call());

    assertEquals(Duration.ofSeconds(7), failure.retryAfter().orElseThrow());
    assertEquals(429, failure.httpStatus());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void errorInsideASuccessIsAFailure(boolean streamed) {
    simulator.reply(text("one two three").fault(Fault.errorEventAfter(2)));

    ProviderFailure failure = failure(ProviderCalls.asking(streamed).call());

    assertTrue(failure.failure().tripsBreaker(), failure.toString());
    assertEquals(200, failure.httpStatus());
  }

  static Stream<Fault> cuts() {
    return Stream.of(
        Fault.endAfter(2), Fault.cutAfter(2), Fault.resetAfter(2), Fault.cutAfterBytes(150));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void replyWithoutItsEndIsTruncated(Fault cut) {
    simulator.reply(text("one two three four").fault(cut));

    assertEquals(FailureClass.TRUNCATED, failure(ProviderCalls.streamed().call()).failure());
  }

  @Test
  void wholeReplyThatIsCutIsTruncated() {
    simulator.reply(text("one two three").fault(Fault.cutAfterBytes(40)));

    assertEquals(FailureClass.TRUNCATED, failure(ProviderCalls.whole().call()).failure());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void replyThatDripsIsWhole(boolean streamed) throws Exception {
    simulator.reply(text("Grüße aus Zürich").fault(Fault.drip(16, Duration.ofMillis(1))));

    assertEquals(List.of("Grüße aus Zürich"), texts(reply(ProviderCalls.asking(streamed).call())));
  }

  @Test
  void silenceInsteadOfAReplyIsATimeout() {
    simulator.reply(failing(Fault.neverAnswer()));

    assertEquals(
        FailureClass.TIMEOUT, failure(ProviderCalls.whole().firstToken(SHORT).call()).failure());
  }

  @Test
  void silenceInsideAReplyIsATimeout() {
    simulator.reply(text("one two").fault(Fault.stallAfter(2)));

    assertEquals(
        FailureClass.TIMEOUT, failure(ProviderCalls.streamed().interChunk(SHORT).call()).failure());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void deadlineBoundsEveryWait(boolean streamed) {
    simulator.reply(text("one two").fault(Fault.stallAfter(2)));

    assertEquals(
        FailureClass.DEADLINE,
        failure(ProviderCalls.asking(streamed).deadline(Duration.ofSeconds(1)).call()).failure());
  }

  @Test
  void absentProviderIsAConnectFailure() {
    simulator.down();

    ProviderFailure failure = failure(ProviderCalls.whole().call());

    assertEquals(FailureClass.CONNECT, failure.failure());
    assertEquals(0, failure.httpStatus());
  }

  @Test
  void cancellationReachesAProviderThatStillThinks() throws Exception {
    simulator.reply(failing(Fault.neverAnswer()));
    Cancellation cancellation = new Cancellation();
    FutureTask<Reply> asking = asking(ProviderCalls.whole().cancellation(cancellation).call());
    simulator.awaitArrivals(1, PATIENCE);

    cancellation.cancel();

    assertSeesAbort();
    assertEquals(FailureClass.CANCELLED, failureOf(asking).failure());
  }

  @Test
  void closingReachesAProviderThatPauses() throws Exception {
    simulator.reply(text("a b c d e f g h").fault(Fault.stallAfter(6)));
    ProviderStream stream = provider.open(ProviderCalls.streamed().call());
    while (!stream.next().isContent()) {
      // role and usage come first
    }
    FutureTask<Reply> reading = started(() -> read(stream));

    stream.close();
    stream.close();

    assertSeesAbort();
    assertEquals(FailureClass.CANCELLED, failureOf(reading).failure());
  }

  @Test
  void closingTheProviderEndsItsReplies() throws Exception {
    simulator.reply(text("a b c d e f g h").fault(Fault.stallAfter(6)));
    ProviderStream stream = provider.open(ProviderCalls.streamed().call());
    FutureTask<Reply> reading = started(() -> read(stream));

    provider.close();
    provider.close();

    assertSeesAbort();
    assertEquals(FailureClass.CANCELLED, failureOf(reading).failure());
  }

  private void assertSeesAbort() throws InterruptedException {
    assertEquals(Arrival.Ending.ABORTED, simulator.awaitEnded(1, SEEN_WITHIN).get(0).ending());
  }

  @Test
  void wrongKeyIsAnAuthFailureThatDoesNotShowIt() {
    simulator.requireKey("another");

    ProviderFailure failure = failure(ProviderCalls.whole().call());

    assertEquals(FailureClass.AUTH, failure.failure());
    assertNoKey(failure);
    assertFalse(provider.toString().contains(ProviderCalls.KEY));
  }

  @Test
  void keyEchoedByTheProviderStaysOutOfTheFailure() {
    String echo = "{\"error\":{\"message\":\"Incorrect API key: " + ProviderCalls.KEY + "\"}}";
    simulator.reply(failing(Fault.body(401, "application/json", echo)));

    assertNoKey(failure(ProviderCalls.whole().call()));
  }

  @Test
  void grantOfAnotherProviderIsAFaultOfTheHouse() {
    ProviderCall foreign = ProviderCalls.whole().at(new ProviderId("other")).call();

    assertThrows(IllegalStateException.class, () -> provider.open(foreign));

    assertEquals(0, simulator.arrivals().size());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void failedAttemptIsSentOnce(boolean streamed) {
    simulator.otherwise(request -> failing(Fault.status(503)));

    failure(ProviderCalls.asking(streamed).call());

    assertEquals(1, simulator.arrivals().size());
  }

  private Reply reply(ProviderCall call) throws ProviderFailure {
    try (ProviderStream stream = provider.open(call)) {
      return read(stream);
    }
  }

  private ProviderFailure failure(ProviderCall call) {
    return assertThrows(ProviderFailure.class, () -> reply(call));
  }

  private FutureTask<Reply> asking(ProviderCall call) {
    return started(() -> reply(call));
  }

  private static FutureTask<Reply> started(Callable<Reply> action) {
    FutureTask<Reply> task = new FutureTask<>(action);
    Thread thread = new Thread(task, "asking");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static ProviderFailure failureOf(FutureTask<Reply> asking) throws Exception {
    try {
      throw new AssertionError("answered: " + asking.get(5, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return (ProviderFailure) e.getCause();
    }
  }

  static Reply read(ProviderStream stream) throws ProviderFailure {
    ReplyAssembler assembler = new ReplyAssembler();
    while (!assembler.isFinished()) {
      StreamEvent event = stream.next();
      if (event == null) {
        throw new AssertionError("events: ended before Finished");
      }
      assembler.add(event);
    }
    return assembler.reply();
  }

  private static List<String> texts(Reply reply) {
    return reply.content().stream().map(piece -> ((Content.Text) piece).text()).toList();
  }

  private static void assertNoKey(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains(ProviderCalls.KEY), trace.toString());
  }
}
