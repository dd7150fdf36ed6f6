package io.aiarco.asc.idempotency;

import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.error.DeadlineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency keys of one process. Work under way is never forgotten; finished work is, oldest end
 * first, once it is older than the window or there are too many entries. Thread-safe; {@code lock}
 * guards all fields, those of the entries too, and every entry has its own condition.
 */
public final class InMemoryIdempotencyLedger implements IdempotencyLedger {
  private final Clock clock;
  private final Duration window;
  private final int maxEntries;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<IdempotencyScope, Entry> entries = new HashMap<>();
  private final ArrayDeque<Entry> finished = new ArrayDeque<>();

  private InMemoryIdempotencyLedger(Clock clock, Duration window, int maxEntries) {
    this.clock = clock;
    this.window = window;
    this.maxEntries = maxEntries;
  }

  /** What is known of one key. Exactly one of owner, response and failure is set, or none. */
  private static final class Entry {
    final IdempotencyScope scope;
    final String fingerprint;
    final Condition changed;
    int waiting;
    @Nullable Ownership owner;
    @Nullable ModelResponse response;
    @Nullable AscException failure;
    @Nullable Instant forgetAt;

    Entry(IdempotencyScope scope, String fingerprint, Condition changed) {
      this.scope = scope;
      this.fingerprint = fingerprint;
      this.changed = changed;
    }

    /** The owner gave up and nobody has taken over yet. */
    boolean isVacant() {
      return owner == null && response == null && failure == null;
    }
  }

  /**
   * An empty ledger.
   *
   * @param window how long finished work is remembered, more than zero
   * @param maxEntries how many keys are remembered, work under way counted but never given up; at
   *     least 1
   */
  public static InMemoryIdempotencyLedger create(Clock clock, Duration window, int maxEntries) {
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window: " + window + " (expected: > 0)");
    }
    if (maxEntries < 1) {
      throw new IllegalArgumentException("max entries: " + maxEntries + " (expected: >= 1)");
    }
    return new InMemoryIdempotencyLedger(clock, window, maxEntries);
  }

  @Override
  public Claim claim(IdempotencyScope scope, String fingerprint) {
    lock.lock();
    try {
      forget();
      Entry entry = entries.get(scope);
      if (entry == null) {
        entry = new Entry(scope, fingerprint, lock.newCondition());
        entries.put(scope, entry);
        return own(entry);
      }
      if (!entry.fingerprint.equals(fingerprint)) {
        return new Claim.Mismatch();
      }
      if (entry.response != null) {
        return new Claim.Done(entry.response);
      }
      // A failure is told by the wait, at once.
      return entry.isVacant() ? own(entry) : new Waiting(entry);
    } finally {
      lock.unlock();
    }
  }

  private Claim.Owner own(Entry entry) {
    Ownership owner = new Ownership(entry);
    entry.owner = owner;
    return owner;
  }

  /** Ends the work, unless {@code owner} ended it before. */
  private void finish(
      Ownership owner, @Nullable ModelResponse response, @Nullable AscException failure) {
    lock.lock();
    try {
      Entry entry = owner.entry;
      if (entry.owner != owner) {
        return;
      }
      entry.owner = null;
      entry.response = response;
      entry.failure = failure;
      if (entry.isVacant()) {
        handOn(entry);
        return;
      }
      entry.forgetAt = clock.instant().plus(window);
      finished.addLast(entry);
      entry.changed.signalAll();
      forget();
    } finally {
      lock.unlock();
    }
  }

  /** Lets one waiter take vacant work over, or forgets it when none waits. */
  private void handOn(Entry entry) {
    if (entry.waiting > 0) {
      entry.changed.signal();
    } else {
      entries.remove(entry.scope, entry);
    }
  }

  private void forget() {
    Instant now = clock.instant();
    for (Entry oldest = finished.peekFirst();
        oldest != null
            && (entries.size() > maxEntries
                || oldest.forgetAt != null && !oldest.forgetAt.isAfter(now));
        oldest = finished.peekFirst()) {
      finished.removeFirst();
      entries.remove(oldest.scope, oldest);
    }
  }

  private Claim await(Entry asked, Deadline deadline) {
    lock.lock();
    try {
      Entry entry = attached(asked);
      if (!entry.fingerprint.equals(asked.fingerprint)) {
        return new Claim.Mismatch();
      }
      entry.waiting++;
      boolean leftVacant = true;
      try {
        Claim claim = awaitEnd(entry, deadline);
        leftVacant = false;
        return claim;
      } finally {
        entry.waiting--;
        // Whoever was woken to take over and could not must wake the next.
        if (leftVacant && entry.isVacant()) {
          handOn(entry);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The entry now under the key: work given up before anyone waited has left the map. */
  private Entry attached(Entry entry) {
    Entry now = entry.isVacant() ? entries.putIfAbsent(entry.scope, entry) : entry;
    return now == null ? entry : now;
  }

  private Claim awaitEnd(Entry entry, Deadline deadline) {
    long leftNanos = deadline.remaining(clock).toNanos();
    while (true) {
      if (entry.response != null) {
        return new Claim.Done(entry.response);
      }
      if (entry.failure != null) {
        throw entry.failure;
      }
      if (entry.isVacant()) {
        return own(entry);
      }
      if (leftNanos <= 0 || deadline.isPast(clock)) {
        throw new DeadlineException("idempotency", null);
      }
      try {
        leftNanos = entry.changed.awaitNanos(leftNanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancelledException("interrupted while another call does the work", e);
      }
    }
  }

  /** The right to do the work; the first end counts. */
  private final class Ownership implements Claim.Owner {
    final Entry entry;

    Ownership(Entry entry) {
      this.entry = entry;
    }

    @Override
    public void complete(ModelResponse response) {
      finish(this, response, null);
    }

    @Override
    public void fail(AscException failure) {
      finish(this, null, failure);
    }

    @Override
    public void abandon() {
      finish(this, null, null);
    }
  }

  /** A place among those who wait for the owner's end. */
  private final class Waiting implements Claim.InFlight {
    private final Entry entry;

    Waiting(Entry entry) {
      this.entry = entry;
    }

    @Override
    public Claim await(Deadline deadline) {
      return InMemoryIdempotencyLedger.this.await(entry, deadline);
    }
  }

  /** How many keys are known now. */
  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }
}
