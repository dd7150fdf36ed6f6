package io.aiarco.asc.budget;

import java.util.ArrayList;
import java.util.List;

/**
 * The accounts that one rolling limit bounds together, oldest first. A call counts in every window
 * that its period lies in, so a hold has room when none of them would pass the limit. Only windows
 * that end with a known account can be fullest; as a rule that is the one that ends with the
 * holder's own. Guarded by the ledger's lock.
 */
final class RollingSum {
  private final Limit limit;
  private final List<Part> parts = new ArrayList<>(4);

  /** An account, and where the window that ends with its period begins. */
  private record Part(AccountCounter counter, long from) {}

  RollingSum(Limit limit) {
    this.limit = limit;
  }

  Limit limit() {
    return limit;
  }

  void add(AccountCounter counter) {
    long from = limit.rollsFrom(Limit.within(counter.account)).getEpochSecond();
    int at = parts.size();
    while (at > 0 && parts.get(at - 1).counter.end > counter.end) {
      at--;
    }
    parts.add(at, new Part(counter, from));
  }

  /** Takes an account out; true when it was the last. */
  boolean remove(AccountCounter counter) {
    parts.removeIf(part -> part.counter == counter);
    return parts.isEmpty();
  }

  /** What a hold on {@code counter} may still take. */
  long free(AccountCounter counter) {
    long free = Long.MAX_VALUE;
    for (int last = parts.size() - 1; last >= 0; last--) {
      Part window = parts.get(last);
      if (window.counter.end < counter.end) {
        break;
      }
      if (counter.end > window.from) {
        free = Math.min(free, left(last));
      }
    }
    return free;
  }

  /** What is left in the window that ends with a part's period. */
  private long left(int last) {
    long from = parts.get(last).from;
    long left = limit.amount();
    for (int i = last; i >= 0 && parts.get(i).counter.end > from; i--) {
      long total = parts.get(i).counter.total();
      left = left < Long.MIN_VALUE + total ? Long.MIN_VALUE : AccountCounter.left(left, total);
    }
    return left;
  }

  /** Until when windows look back to a period that ends at {@code end}. */
  long keeps(long end) {
    return end + limit.window().toSeconds();
  }
}
