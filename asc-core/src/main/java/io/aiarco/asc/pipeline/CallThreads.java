package io.aiarco.asc.pipeline;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where asynchronous calls run: the host's executor, or one of our own that ends with the client.
 * Thread-safe.
 */
final class CallThreads implements Executor, AutoCloseable {
  private static final int MAX_PLATFORM_THREADS = 256;

  private final Executor executor;
  private final @Nullable ExecutorService own;

  private CallThreads(Executor executor, @Nullable ExecutorService own) {
    this.executor = executor;
    this.own = own;
  }

  /** The host's, which is left alone. */
  static CallThreads of(Executor executor) {
    return new CallThreads(executor, null);
  }

  /** Our own: virtual threads where the JDK has them, else a bounded daemon pool. */
  static CallThreads open() {
    ExecutorService service = virtualThreads();
    ExecutorService chosen = service == null ? platformThreads() : service;
    return new CallThreads(chosen, chosen);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  @Override
  public void close() {
    if (own != null) {
      own.shutdownNow();
    }
  }

  /** By reflection, since the floor is JDK 17. */
  private static @Nullable ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    } catch (InvocationTargetException e) {
      return null; // a preview API of JDK 19 and 20, switched off
    }
  }

  private static ExecutorService platformThreads() {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MAX_PLATFORM_THREADS,
            MAX_PLATFORM_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "asc-call-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
