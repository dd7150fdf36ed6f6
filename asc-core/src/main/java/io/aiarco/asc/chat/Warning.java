package io.aiarco.asc.chat;

/**
 * Something that was not done as it was asked for, mostly something of a request that its endpoint
 * did not get as it was. The reply is good all the same.
 *
 * @param what a feature's key, {@code reasoning}, {@code lone-surrogates}, {@code model} or {@code
 *     audit}
 * @param why in a few words, without content. Immutable.
 */
public record Warning(String what, String why) {
  /** The call has no record: its tenant lets calls go on while the audit log refuses them. */
  public static final Warning UNRECORDED =
      new Warning("audit", "the call has no record, since the log could not be written");

  @Override
  public String toString() {
    return what + ": " + why;
  }
}
