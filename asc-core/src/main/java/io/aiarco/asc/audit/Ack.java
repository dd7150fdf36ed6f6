package io.aiarco.asc.audit;

/** Which of a call's records its caller waits for. */
public enum Ack {
  /** The intent: nothing is sent before it is durable, and the reply comes as it comes. */
  INTENT,
  /** The end too: the reply's last event comes when the record of it is durable. */
  BOTH
}
