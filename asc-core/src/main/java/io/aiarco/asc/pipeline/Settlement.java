package io.aiarco.asc.pipeline;

import io.aiarco.asc.error.AscException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The only mutable object of a call: it ends once, and then releases, last taken first, whatever
 * was handed to it. Reader, canceller, deadline and failure may race to end it; one wins, and what
 * is handed over after the end is released at once. Thread-safe; {@code lock} guards {@code ending}
 * and {@code releases}, releases run outside it.
 */
final class Settlement {
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Consumer<Ending>> releases = new ArrayDeque<>(8);
  private @Nullable Ending ending;
  private volatile String phase = "intake";

  /** Hands something over that must be released when the call ends. */
  void own(Consumer<Ending> release) {
    Ending ended;
    lock.lock();
    try {
      if (ending == null) {
        releases.push(release);
        return;
      }
      ended = ending;
    } finally {
      lock.unlock();
    }
    release.accept(ended);
  }

  /** Ends the call; true for the one that did. Returns when everything is released. */
  boolean end(Ending how) {
    lock.lock();
    try {
      if (ending != null) {
        return false;
      }
      ending = how;
    } finally {
      lock.unlock();
    }
    releaseAll(how);
    return true;
  }

  /** Ends the call as failed; what the caller must be thrown, which is the winner's failure. */
  AscException fail(AscException failure) {
    end(Ending.failed(failure));
    AscException won = ending().map(Ending::failure).orElse(null);
    return won == null ? failure : won;
  }

  /** How it ended, once it has. */
  Optional<Ending> ending() {
    lock.lock();
    try {
      return Optional.ofNullable(ending);
    } finally {
      lock.unlock();
    }
  }

  /** Goes on to the next phase, unless the call has been ended from elsewhere; then throws why. */
  void enter(String next) {
    phase = next;
    AscException failure = ending().map(Ending::failure).orElse(null);
    if (failure != null) {
      throw failure;
    }
  }

  /** What the call is doing, for a deadline's message. */
  String phase() {
    return phase;
  }

  /** One failing release does not keep the others from running; the last failure goes up. */
  private void releaseAll(Ending how) {
    Consumer<Ending> release = releases.poll();
    if (release != null) {
      try {
        release.accept(how);
      } finally {
        releaseAll(how);
      }
    }
  }
}
