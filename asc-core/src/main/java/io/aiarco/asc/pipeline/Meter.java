package io.aiarco.asc.pipeline;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.CredentialRef;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.telemetry.CallTelemetry;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what each attempt used and prices it. What the provider reported is charged as reported.
 * What it may have billed without saying so is charged at its bound under a strict limit, which
 * errs on the side of money, else as it was counted; marked estimated either way. Thread-safe,
 * since a canceller closes the attempt a reader is in; {@code lock} guards everything.
 */
final class Meter {
  private final ReentrantLock lock = new ReentrantLock();
  private final PriceBook prices;
  private final Instant at;
  private final CallTelemetry telemetry;

  private final ModelRequest request;
  private final Estimates estimates;
  private final boolean strict;

  /** How many vectors a whole reply has. */
  private final int inputs;

  private final long startedNanos = System.nanoTime();
  private final List<Attempt> done = new ArrayList<>(2);
  private @Nullable Running running;

  /** The attempt under way. */
  private static final class Running {
    final ModelEndpoint endpoint;
    final Usage bound;
    final Attempt.Builder attempt;
    final ReplyAssembler reply = new ReplyAssembler();
    final long startedNanos = System.nanoTime();
    @Nullable ProviderStream stream;
    @Nullable String regionSeen;
    boolean content;
    long chars;

    Running(int number, ModelEndpoint endpoint, Usage bound) {
      this.endpoint = endpoint;
      this.bound = bound;
      this.attempt = Attempt.builder(number, endpoint.id());
    }
  }

  /** {@code strict}: whether a limit holds the bound of the call. */
  Meter(
      PriceBook prices,
      Instant at,
      CallTelemetry telemetry,
      ModelRequest request,
      Estimates estimates,
      boolean strict) {
    this.prices = prices;
    this.at = at;
    this.telemetry = telemetry;
    this.request = request;
    this.estimates = estimates;
    this.strict = strict;
    this.inputs = request.fold(chat -> 0, embedding -> embedding.inputs().size());
  }

  /** An attempt begins; {@code bound} is the most it can use. */
  void begin(int number, ModelEndpoint endpoint, Usage bound) {
    lock.lock();
    try {
      running = new Running(number, endpoint, bound);
    } finally {
      lock.unlock();
    }
    telemetry.attemptStarted(number, endpoint.id());
  }

  /** Which credential the running attempt shows. */
  void credential(CredentialRef credential) {
    lock.lock();
    try {
      if (running != null) {
        running.attempt.credential(credential);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The provider's answer to the running attempt has begun. */
  void answered(ProviderStream stream) {
    lock.lock();
    try {
      if (running != null) {
        running.attempt.host(stream.host()).providerRequestId(stream.requestId());
        running.attempt.httpStatus(stream.httpStatus());
        running.stream = stream;
        running.regionSeen = stream.regionSeen();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * An event of the running attempt.
   *
   * @throws ProviderFailure when it is the end and vectors are missing
   */
  void event(StreamEvent event) throws ProviderFailure {
    Duration sinceStart = null;
    lock.lock();
    try {
      if (running == null) {
        return;
      }
      running.reply.add(event);
      running.chars += ShownChars.of(event);
      if (running.stream != null && running.regionSeen == null) {
        running.regionSeen = running.stream.regionSeen();
      }
      if (running.reply.isFinished() && !running.reply.isEmbedded(inputs)) {
        throw ProviderFailure.of(
            FailureClass.MALFORMED,
            "reply: not one vector for each input (expected: " + inputs + ")",
            null);
      }
      if (event.isContent() && !running.content) {
        running.content = true;
        running.attempt.firstContent(since(running.startedNanos));
        sinceStart = since(startedNanos);
      }
    } finally {
      lock.unlock();
    }
    if (sinceStart != null) {
      telemetry.firstContent(sinceStart);
    }
  }

  /**
   * The running attempt ends well; its whole reply, put together. Empty when a canceller has ended
   * it a moment before.
   */
  Optional<ReplyAssembler> complete() {
    ReplyAssembler reply;
    Attempt ended;
    lock.lock();
    try {
      if (running == null) {
        return Optional.empty();
      }
      reply = running.reply;
      ended = close(running, null, 0);
      learn(running);
      running = null;
      done.add(ended);
    } finally {
      lock.unlock();
    }
    telemetry.attempt(ended);
    return Optional.of(reply);
  }

  /** The figures of the running attempt so far. */
  Usage usageSoFar() {
    lock.lock();
    try {
      return running == null ? Usage.ABSENT : running.reply.usage();
    } finally {
      lock.unlock();
    }
  }

  /** The output of the running attempt so far, in tokens, by whichever count is higher. */
  long outputSoFar() {
    lock.lock();
    try {
      return running == null ? 0 : output(running);
    } finally {
      lock.unlock();
    }
  }

  private long output(Running attempt) {
    return Math.max(
        attempt.reply.usage().outputTokens(),
        estimates.output(attempt.endpoint.id(), attempt.chars));
  }

  private void learn(Running attempt) {
    Usage usage = attempt.reply.usage();
    if (usage.source() == UsageSource.REPORTED) {
      estimates.learn(attempt.endpoint.id(), attempt.bound, usage, attempt.chars);
    }
  }

  /** The running attempt fails. Without one it does nothing. */
  void fail(ProviderFailure failure) {
    fail(failure.failure(), failure.httpStatus(), failure.regionSeen().orElse(null));
  }

  /** The running attempt is ended from this side. Without one it does nothing. */
  void fail(FailureClass failure) {
    fail(failure, 0, null);
  }

  private void fail(FailureClass failure, int httpStatus, @Nullable String regionSeen) {
    Attempt ended;
    lock.lock();
    try {
      if (running == null) {
        return;
      }
      running.regionSeen = regionSeen == null ? running.regionSeen : regionSeen;
      ended = close(running, failure, httpStatus);
      running = null;
      done.add(ended);
    } finally {
      lock.unlock();
    }
    telemetry.attempt(ended);
  }

  /** Every attempt that has ended, in order. */
  List<Attempt> attempts() {
    lock.lock();
    try {
      return List.copyOf(done);
    } finally {
      lock.unlock();
    }
  }

  private Attempt close(Running attempt, @Nullable FailureClass failure, int httpStatus) {
    Usage usage = billed(attempt, failure);
    if (failure != null) {
      attempt.attempt.failure(failure);
    }
    if (httpStatus != 0) {
      attempt.attempt.httpStatus(httpStatus);
    }
    if (attempt.regionSeen != null) {
      String seen = Region.spelling(attempt.regionSeen);
      attempt.attempt.regionSeen(seen, !attempt.endpoint.isIn(seen));
    }
    return attempt
        .attempt
        .servedModel(attempt.reply.model())
        .usage(usage)
        .cost(cost(attempt, usage))
        .took(since(attempt.startedNanos))
        .build();
  }

  private Usage billed(Running attempt, @Nullable FailureClass failure) {
    Usage reported = attempt.reply.usage();
    if (failure == null && reported.source() == UsageSource.REPORTED) {
      return reported;
    }
    if (failure != null && !failure.mayBeBilled()) {
      return Usage.ABSENT;
    }
    return strict ? attempt.bound : counted(attempt, reported);
  }

  /** What the provider said so far, and what it showed beyond that; never above the bound. */
  private Usage counted(Running attempt, Usage reported) {
    Usage.Builder counted = Usage.builder(UsageSource.ESTIMATED);
    if (reported.inputTokens() > 0) {
      for (TokenClass each : TokenClass.values()) {
        counted.tokens(each, reported.tokens(each));
      }
    } else {
      Usage expected = estimates.expected(attempt.endpoint.id(), attempt.bound);
      counted.tokens(TokenClass.INPUT, expected.tokens(TokenClass.INPUT));
      counted.tokens(TokenClass.AUDIO_INPUT, expected.tokens(TokenClass.AUDIO_INPUT));
    }
    long shown = Math.min(output(attempt), attempt.bound.tokens(TokenClass.OUTPUT));
    long beyond = Math.max(0, shown - reported.outputTokens());
    counted.tokens(TokenClass.OUTPUT, reported.tokens(TokenClass.OUTPUT) + beyond);
    return counted.build();
  }

  /**
   * The price of what was used. A class of tokens or a service tier the book has no rate for is no
   * reason to charge nothing: what was held for the bound stands in.
   */
  private @Nullable Cost cost(Running attempt, Usage usage) {
    if (usage.source() == UsageSource.ABSENT) {
      return null;
    }
    EndpointId endpoint = attempt.endpoint.id();
    Optional<Money> price =
        usage.equals(attempt.bound) ? Optional.empty() : prices.price(endpoint, at, usage);
    UsageSource source = price.isPresent() ? usage.source() : attempt.bound.source();
    return price
        .or(() -> WorstCase.money(prices, endpoint, at, attempt.bound, request))
        .map(amount -> new Cost(amount, source, prices.sha256()))
        .orElse(null);
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - startNanos));
  }
}
