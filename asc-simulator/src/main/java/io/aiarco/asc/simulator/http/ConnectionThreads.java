package io.aiarco.asc.simulator.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Starts a thread per connection: a virtual one where the JDK has them (21 and later), else a
 * daemon. Thread-safe.
 */
final class ConnectionThreads {

  // Found by name because the code is compiled for Java 17, which has no virtual threads.
  private static final Optional<Method> START_VIRTUAL = startVirtual();

  private ConnectionThreads() {}

  static void start(String name, Runnable work) {
    if (START_VIRTUAL.isPresent()) {
      try {
        START_VIRTUAL.get().invoke(null, work);
        return;
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("virtual thread not started", e);
      }
    }
    Thread thread = new Thread(work, name + "-connection");
    thread.setDaemon(true);
    thread.start();
  }

  private static Optional<Method> startVirtual() {
    if (Runtime.version().feature() < 21) {
      return Optional.empty();
    }
    try {
      return Optional.of(Thread.class.getMethod("startVirtualThread", Runnable.class));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }
}
