package io.aiarco.asc.alert;

import io.aiarco.asc.call.Cancellation;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.EgressResponse;
import io.aiarco.asc.provider.Timeouts;
import io.aiarco.asc.telemetry.Telemetry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a server by signed messages of Standard Webhooks, one after the other on a daemon thread of
 * its own. One that is not answered 2xx is tried again after 1, 2, 4, 8, 16 and 32 seconds and then
 * given up; what finds the queue full is given up at once. Both are counted. After {@link #close()}
 * nothing waits any more: each alert that is left gets one try. Thread-safe.
 */
public final class WebhookSink implements AlertSink {
  static final int QUEUED_AT_MOST = 256;
  static final int TRIES = 7;

  private static final Logger log = LoggerFactory.getLogger(WebhookSink.class);
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(5), WAIT, WAIT, WAIT);
  private static final Duration CLOSING_WAIT = Duration.ofSeconds(15);

  private final Webhook webhook;
  private final Egress egress;
  private final Clock clock;
  private final Telemetry telemetry;
  private final Pause pause;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ThreadPoolExecutor thread;
  private boolean failing; // of the thread only: one warning per change

  /** How the thread waits between two tries. */
  interface Pause {
    /** Returns when {@code wait} is over or {@code closing} is at zero, whichever is first. */
    void await(CountDownLatch closing, Duration wait) throws InterruptedException;
  }

  /** A sink; {@code egress} stays its owner's and is closed after the sink. */
  public WebhookSink(Webhook webhook, Egress egress, Clock clock, Telemetry telemetry) {
    this(
        webhook,
        egress,
        clock,
        telemetry,
        (closing, wait) -> closing.await(wait.toMillis(), TimeUnit.MILLISECONDS));
  }

  WebhookSink(Webhook webhook, Egress egress, Clock clock, Telemetry telemetry, Pause pause) {
    this.webhook = webhook;
    this.egress = egress;
    this.clock = clock;
    this.telemetry = telemetry;
    this.pause = pause;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED_AT_MOST),
            task -> {
              Thread made = new Thread(task, "asc-alert-" + webhook.name());
              made.setDaemon(true);
              return made;
            },
            (task, full) -> telemetry.alertDropped(webhook.name()));
  }

  @Override
  public void tell(Alert alert) {
    thread.execute(() -> deliver(alert));
  }

  @Override
  public void close() {
    closing.countDown();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSING_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow().forEach(left -> telemetry.alertDropped(webhook.name()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Alert alert) {
    WebhookMessage message = WebhookMessage.of(alert);
    try {
      for (int failures = 0; !taken(message); failures++) {
        if (failures + 1 == TRIES || closing.getCount() == 0) {
          telemetry.alertDropped(webhook.name());
          return;
        }
        pause.await(closing, Duration.ofSeconds(1L << failures));
      }
    } catch (InterruptedException e) {
      telemetry.alertDropped(webhook.name());
      Thread.currentThread().interrupt();
    }
  }

  /** One try; whether it was answered 2xx. */
  private boolean taken(WebhookMessage message) {
    Instant now = clock.instant();
    EgressRequest request =
        new EgressRequest(
            "POST",
            webhook.url(),
            message.headers(webhook.secret(), now),
            message.body(),
            webhook.zone(),
            TIMEOUTS,
            new Deadline(now.plus(WAIT)),
            new Cancellation(),
            null);
    try (EgressResponse response = egress.open(request)) {
      if (response.status() / 100 == 2) {
        failing = false;
        return true;
      }
      failed("status " + response.status(), null);
    } catch (IOException | RuntimeException e) {
      failed("no answer", e);
    }
    return false;
  }

  private void failed(String how, @Nullable Exception cause) {
    if (!failing) {
      log.warn(
          "alert webhook {}: {} (expected: 2xx); tried again for a minute", webhook, how, cause);
    }
    failing = true;
  }

  @Override
  public String toString() {
    return webhook.toString();
  }
}
