package io.aiarco.asc.chat;

/**
 * Something of a request that its endpoint did not get as it was. The reply is good all the same.
 *
 * @param what a feature's key, {@code reasoning}, {@code lone-surrogates} or {@code model}
 * @param why in a few words, without content. Immutable.
 */
public record Warning(String what, String why) {
  @Override
  public String toString() {
    return what + ": " + why;
  }
}
