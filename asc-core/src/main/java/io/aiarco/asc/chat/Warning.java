package io.aiarco.asc.chat;

/**
 * Something of a request that its endpoint did not get. The reply is good all the same.
 *
 * @param what a feature's key, or {@code reasoning}
 * @param why in a few words, without content. Immutable.
 */
public record Warning(String what, String why) {
  @Override
  public String toString() {
    return what + ": " + why;
  }
}
