package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.carry.Carrier;
import io.aiarco.asc.audit.carry.Pauses;
import io.aiarco.asc.error.AscException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the registry what the logs of one writer do, on a thread of its own: the registry's lock
 * and disk are not this writer's. A start waits for it, nothing else for longer than a second; what
 * could not be told yet is owed, tried again with growing pauses, and told by the next start if
 * this process ends before. Thread-safe; {@code lock} guards {@code owed} and {@code failure}.
 */
final class Registrar implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Registrar.class);
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration START_WAIT = Duration.ofSeconds(10);
  private static final Duration LIVING_WAIT = Duration.ofSeconds(1);

  private final boolean isTold;
  private final Registry registry;
  private final Carrier carrier;
  private final Pauses pauses = new Pauses();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition tried = lock.newCondition();
  private final Map<String, Sighting> owed = new LinkedHashMap<>();
  private @Nullable Exception failure;
  private boolean failing;

  /** For a writer of {@code config}; tells nothing where that has no registry. */
  Registrar(JournalConfig config, String boot) {
    this.isTold = config.registered();
    this.registry = new Registry(config, boot);
    this.carrier = new Carrier("asc-audit-registry-" + config.writer(), last -> tell());
    if (isTold) {
      carrier.start();
    }
  }

  /**
   * Names a log before its first record, at a start or by an operator's word.
   *
   * @throws AuditUnavailableException when the registry has not taken it in time: then no log is
   *     begun that it does not know
   */
  void require(Sighting opened) {
    if (!offer(opened, START_WAIT)) {
      Exception why = withdraw(opened);
      throw new AuditUnavailableException(
          "registry: "
              + (why == null ? "no answer" : why.getMessage())
              + " (expected: it takes the name of "
              + opened.log()
              + " within "
              + START_WAIT.toSeconds()
              + " s)",
          why);
    }
  }

  /** Names the next log of a process whose disk failed; goes on without after a second. */
  void announce(Sighting opened) {
    offer(opened, LIVING_WAIT);
  }

  /** Tells what a log is at its start, and of it and those before it what was never told. */
  void started(OpenLog open) {
    try {
      for (Sighting each : registry.logsOf(open.origin().writer(), open.drafts())) {
        offer(each);
      }
    } catch (IOException e) {
      log.warn("registry: the older logs of {} are not named in it", open.origin(), e);
    }
    seen(open);
  }

  /** Tells how long a log is. */
  void seen(OpenLog open) {
    offer(Sighting.of(Sighting.Kind.SEEN, open));
  }

  /** Tells that a process closed the log, and how long it is. */
  void closed(OpenLog open) {
    seen(open);
    offer(Sighting.of(Sighting.Kind.CLOSE, open));
  }

  /** How many records the registry does not have yet. */
  int owed() {
    lock.lock();
    try {
      return owed.size();
    } finally {
      lock.unlock();
    }
  }

  /** A later sighting of a log stands for an earlier one, so that no outage makes this grow. */
  private void offer(Sighting sighting) {
    if (!isTold) {
      return;
    }
    lock.lock();
    try {
      owed.put(key(sighting), sighting);
      failure = null;
    } finally {
      lock.unlock();
    }
    carrier.wake();
  }

  /** Whether it was told within {@code wait}; waits no longer once a try has failed. */
  private boolean offer(Sighting sighting, Duration wait) {
    offer(sighting);
    long left = wait.toNanos();
    lock.lock();
    try {
      while (owed.containsKey(key(sighting)) && failure == null && left > 0) {
        left = tried.awaitNanos(left);
      }
      return !owed.containsKey(key(sighting));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Exception withdraw(Sighting sighting) {
    lock.lock();
    try {
      owed.remove(key(sighting));
      return failure;
    } finally {
      lock.unlock();
    }
  }

  private static String key(Sighting sighting) {
    return sighting.kind().type() + " " + sighting.log();
  }

  private Duration tell() {
    List<Sighting> telling;
    lock.lock();
    try {
      telling = List.copyOf(owed.values());
    } finally {
      lock.unlock();
    }
    if (telling.isEmpty()) {
      return IDLE;
    }
    try {
      registry.append(telling);
      told(telling, null);
      pauses.succeeded();
      return IDLE;
    } catch (IOException | AscException e) {
      told(List.of(), e);
      return pauses.failed();
    }
  }

  private void told(List<Sighting> done, @Nullable Exception why) {
    if (failing != (why != null)) {
      failing = why != null;
      log.warn("registry: {}", failing ? "cannot be written, tried again" : "written again", why);
    }
    lock.lock();
    try {
      owed.values().removeAll(done);
      failure = why;
      tried.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Tells the rest, for a bounded time. */
  @Override
  public void close() {
    if (isTold) {
      Carrier.closeAll(List.of(carrier));
    }
  }
}
