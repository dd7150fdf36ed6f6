package io.aiarco.asc.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is next: callers in turn, and of each caller who came first. A caller with a thousand waiting
 * keeps another waiting for one turn, not for a thousand. Single-thread.
 */
final class Turns<T> {
  private final Deque<Line<T>> order = new ArrayDeque<>();
  private final Map<String, Line<T>> byCaller = new HashMap<>();
  private int size;

  /** Who waits of one caller; never empty while it stands in {@code order}. */
  private record Line<T>(String caller, Deque<T> items) {}

  /** At the end of its caller's line; a caller without one gets the last turn. */
  void add(String caller, T item) {
    Line<T> line = byCaller.get(caller);
    if (line == null) {
      line = new Line<>(caller, new ArrayDeque<>());
      byCaller.put(caller, line);
      order.add(line);
    }
    line.items().add(item);
    size++;
  }

  /** The next; null when there is none. */
  @Nullable T peek() {
    Line<T> line = order.peek();
    return line == null ? null : line.items().peek();
  }

  /** Takes the next out; its caller's turn comes again after all others'. */
  void poll() {
    Line<T> line = order.remove();
    line.items().remove();
    size--;
    if (line.items().isEmpty()) {
      byCaller.remove(line.caller());
    } else {
      order.add(line);
    }
  }

  /**
   * Takes one out wherever it stands; nobody else's turn changes. Gone already, it does nothing.
   */
  void remove(String caller, T item) {
    Line<T> line = byCaller.get(caller);
    if (line == null || !line.items().remove(item)) {
      return;
    }
    size--;
    if (line.items().isEmpty()) {
      byCaller.remove(caller);
      order.removeFirstOccurrence(line);
    }
  }

  int size() {
    return size;
  }
}
