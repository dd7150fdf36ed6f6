package io.aiarco.asc.policy;

/** What happens to a setting that an endpoint has no words for. */
public enum Unsupported {
  /** The endpoint is passed over; where none is left, the call is refused. */
  REFUSE,
  /**
   * The setting is left out, with a warning in the response and its name in the audit record.
   * Content, tools and the shape of the reply never are; see {@link
   * io.aiarco.asc.chat.Feature#isSetting()}.
   */
  DROP
}
