package io.aiarco.asc.testkit.time;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Lets threads run into each other: all are there before the first goes. */
public final class StartingLine {
  private static final long END_SECONDS = 50;

  private StartingLine() {}

  /**
   * Runs {@code work.apply(n)} for each n below {@code threads}, each on its own thread, all
   * released by one barrier.
   *
   * @return what they gave, in the order of their numbers
   * @throws ExecutionException with the first failure
   * @throws TimeoutException when they have not ended after 50 seconds
   */
  public static <T> List<T> race(int threads, IntFunction<Callable<T>> work)
      throws ExecutionException, InterruptedException, TimeoutException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      // Not a spin barrier: with more threads than cores the waiting would keep out the missing.
      CyclicBarrier line = new CyclicBarrier(threads);
      List<Future<T>> ends = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        Callable<T> own = work.apply(thread);
        ends.add(
            pool.submit(
                () -> {
                  line.await();
                  return own.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> end : ends) {
        results.add(end.get(END_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
