package io.aiarco.asc.pipeline;

import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.usage.TokenClass;

/**
 * Holds more while a reply grows, where a limit is held against progressively. One reader.
 *
 * <p>The provider is always ahead of what is read: what it has made and sent by the time a hold is
 * refused, it may bill. So a reply may exceed its hold by that, and by what its tokens are
 * undercounted, and by nothing else.
 */
final class Growth {
  private final Exchange.Held held;
  private final ModelEndpoint endpoint;
  private final long most;
  private long granted;

  Growth(Exchange.Held held, ModelEndpoint endpoint) {
    this.held = held;
    this.endpoint = endpoint;
    this.most = WorstCase.usage(held.planned(), endpoint).tokens(TokenClass.OUTPUT);
    this.granted = held.plan().firstOutput(endpoint);
  }

  /** Whether not all the output there may be is held for. */
  boolean isLimited() {
    return granted < most;
  }

  /**
   * Waits until {@code output} tokens are held for, on disk.
   *
   * @throws io.aiarco.asc.error.AscException when an account has no room, or the log takes nothing
   */
  void to(long output) {
    if (output <= granted || !isLimited()) {
      return;
    }
    long step = held.plan().step();
    long steps = (output - granted + step - 1) / step;
    long next = Math.min(most, granted + steps * step);
    held.books()
        .extend(held.plan().ofGrowth(endpoint, granted, next))
        .await(held.received().deadline());
    granted = next;
  }
}
