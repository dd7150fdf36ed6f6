package io.aiarco.asc.budget;

/**
 * The state of one account, in its unit (billionths for money).
 *
 * @param settled what calls have used
 * @param open what calls in flight hold. Immutable.
 */
public record Balance(long settled, long open) {
  /** Nothing used, nothing held. */
  public static final Balance ZERO = new Balance(0, 0);

  /** Both together: what a limit bounds. */
  public long total() {
    return Math.addExact(settled, open);
  }
}
