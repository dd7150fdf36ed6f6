package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.UlidBits;
import java.util.Arrays;

/**
 * Remembers the newest calls, in the order of their ids, which begin with their millisecond: at
 * most 32 bytes for each of {@code kept}, however long the log is. Whatever was forgotten is older
 * than all that are remembered, so a younger call was never opened; about an older one, which comes
 * only when a clock stepped back or somebody tampered, it does not decide. Most calls are younger
 * than all before and end up last. Single-thread.
 */
final class NewestCalls implements CallIds {
  /** Some seconds of a busy gateway, in two megabytes. */
  static final int KEPT = 1 << 16;

  private final int kept;

  /** The halves of the ids, side by side. */
  private long[] ids = new long[64];

  private int count;
  private boolean forgot;

  /** Once there were {@code kept}, at least so many are remembered, and less than twice as many. */
  NewestCalls(int kept) {
    this.kept = kept;
  }

  @Override
  public boolean add(UlidBits call) {
    int place = place(call);
    if (isAt(place, call)) {
      return false;
    }
    if (2 * count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * ids.length);
    }
    System.arraycopy(ids, 2 * place, ids, 2 * place + 2, 2 * (count - place));
    ids[2 * place] = call.high();
    ids[2 * place + 1] = call.low();
    if (++count == 2 * kept) {
      System.arraycopy(ids, 2 * kept, ids, 0, 2 * kept);
      count = kept;
      forgot = true;
    }
    return true;
  }

  @Override
  public boolean contains(UlidBits call) {
    return isAt(place(call), call);
  }

  private boolean isAt(int place, UlidBits call) {
    return place < count && ids[2 * place] == call.high() && ids[2 * place + 1] == call.low();
  }

  /** Where the call is, or would be: the first place of one that is not older. */
  private int place(UlidBits call) {
    if (count == 0 || isOlder(count - 1, call)) {
      return count;
    }
    int low = 0;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isOlder(middle, call)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0 && forgot && !isAt(0, call)) {
      throw new ForgottenException(call);
    }
    return low;
  }

  private boolean isOlder(int place, UlidBits call) {
    int order = Long.compareUnsigned(ids[2 * place], call.high());
    return order < 0 || order == 0 && Long.compareUnsigned(ids[2 * place + 1], call.low()) < 0;
  }
}
