package io.aiarco.asc.budget;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The accounts of one hold, each once, sorted by the counters' numbers: the order in which locks
 * are taken. {@code held} is what the hold sets aside, {@code used} what replaces it at its end.
 * Not changed once it is handed out by a factory or one of its copies.
 */
final class Claims {
  private static final Claims NONE = new Claims();

  /** A day and a month, of money and of tokens. */
  private static final int USUAL_ACCOUNTS = 4;

  private AccountCounter[] counters = new AccountCounter[USUAL_ACCOUNTS];
  private long[] held = new long[USUAL_ACCOUNTS];
  private long[] used = new long[USUAL_ACCOUNTS];

  /** Where the account stood in the lines: a refusal names the first. */
  private int[] places = new int[USUAL_ACCOUNTS];

  private int size;

  /** Those of a hold. */
  static Claims holding(List<HoldLine> lines, Function<Account, AccountCounter> find) {
    Claims claims = new Claims();
    for (HoldLine line : lines) {
      for (Account account : line.accounts()) {
        int at = claims.indexOf(find.apply(account));
        claims.held[at] = sum(claims.held[at], line.amount());
      }
    }
    return claims;
  }

  /** These, ended with {@code lines} used, which may name further accounts. */
  Claims using(List<HoldLine> lines, Function<Account, AccountCounter> find) {
    Claims ended = plus(NONE);
    for (HoldLine line : lines) {
      for (Account account : line.accounts()) {
        int at = ended.indexOf(find.apply(account));
        ended.used[at] = sum(ended.used[at], line.amount());
      }
    }
    return ended;
  }

  /** What these and others hold together. */
  Claims plus(Claims others) {
    Claims all = new Claims();
    all.add(this);
    all.add(others);
    return all;
  }

  /** Takes every lock, in order. */
  void lock() {
    for (int i = 0; i < size; i++) {
      counters[i].lock.lock();
    }
  }

  void unlock() {
    for (int i = size - 1; i >= 0; i--) {
      counters[i].lock.unlock();
    }
  }

  /** Whether the ledger forgot one of the accounts meanwhile. Needs the locks. */
  boolean isStale() {
    for (int i = 0; i < size; i++) {
      if (counters[i].isRetired()) {
        return true;
      }
    }
    return false;
  }

  /** The index of the first account, in the lines' order, without room; -1 when all have it. */
  int firstWithoutRoom() {
    int found = -1;
    for (int i = 0; i < size; i++) {
      if (held[i] > counters[i].free() && (found < 0 || places[i] < places[found])) {
        found = i;
      }
    }
    return found;
  }

  AccountCounter counter(int index) {
    return counters[index];
  }

  long held(int index) {
    return held[index];
  }

  /** Sets all amounts aside. Needs the locks and room. */
  void hold() {
    for (int i = 0; i < size; i++) {
      counters[i].hold(held[i]);
    }
  }

  /** Replaces what is held with what was used. Needs the locks. */
  void settle() {
    for (int i = 0; i < size; i++) {
      counters[i].settle(held[i], used[i]);
    }
  }

  private void add(Claims others) {
    for (int i = 0; i < others.size; i++) {
      int at = indexOf(others.counters[i]);
      held[at] = sum(held[at], others.held[i]);
    }
  }

  /** Where the counter stands; put in its place with nothing held and used when it is new. */
  private int indexOf(AccountCounter counter) {
    int at = 0;
    while (at < size && counters[at].number < counter.number) {
      at++;
    }
    if (at < size && counters[at].number == counter.number) {
      return at;
    }
    if (size == counters.length) {
      grow();
    }
    int after = size - at;
    System.arraycopy(counters, at, counters, at + 1, after);
    System.arraycopy(held, at, held, at + 1, after);
    System.arraycopy(used, at, used, at + 1, after);
    System.arraycopy(places, at, places, at + 1, after);
    counters[at] = counter;
    held[at] = 0;
    used[at] = 0;
    places[at] = size++;
    return at;
  }

  private void grow() {
    int length = size * 2;
    counters = Arrays.copyOf(counters, length);
    held = Arrays.copyOf(held, length);
    used = Arrays.copyOf(used, length);
    places = Arrays.copyOf(places, length);
  }

  /** The sum; the greatest amount when it does not fit, for which no account has room. */
  private static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
