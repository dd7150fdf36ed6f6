package io.aiarco.asc.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/** Threads that call one after the other until told to stop. Thread-safe. */
final class Callers {
  private static final long PATIENCE_MILLIS = 60_000;

  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger replies = new AtomicInteger();
  private final Map<ErrorCode, Integer> failures = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();

  /** Starts {@code count} of them; each ends when {@code more} says no before a call. */
  static Callers start(int count, ChatClient chat, LongPredicate more) {
    Callers callers = new Callers();
    for (int i = 0; i < count; i++) {
      callers.threads.add(new Thread(() -> callers.call(chat, more), "caller-" + i));
    }
    callers.threads.forEach(Thread::start);
    return callers;
  }

  List<Thread> threads() {
    return threads;
  }

  int replies() {
    return replies.get();
  }

  /** How often calls failed with each code. */
  Map<ErrorCode, Integer> failures() {
    return failures;
  }

  int ended() {
    return replies.get() + failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Waits until all have ended; fails when one hangs. */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(PATIENCE_MILLIS);
      assertFalse(thread.isAlive(), () -> thread.getName() + " hangs");
    }
  }

  private void call(ChatClient chat, LongPredicate more) {
    long number = numbers.getAndIncrement();
    while (more.test(number)) {
      try {
        if (number % 2 == 0) {
          chat.chat(Site.question(number));
        } else {
          try (var stream = chat.stream(Site.question(number))) {
            stream.response();
          }
        }
        replies.incrementAndGet();
      } catch (AscException e) {
        failures.merge(e.code(), 1, Integer::sum);
      }
      Thread.interrupted(); // what a pooled thread's next task begins with
      number = numbers.getAndIncrement();
    }
  }
}
