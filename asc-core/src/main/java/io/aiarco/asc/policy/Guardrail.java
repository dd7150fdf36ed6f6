package io.aiarco.asc.policy;

import io.aiarco.asc.chat.ModelRequest;

/**
 * Looks at a request's content before anything is sent. Implementations are thread-safe and do no
 * remote I/O.
 */
public interface Guardrail {
  /** Its id, the same in configuration, records and metrics. */
  String id();

  /** The verdict on a request. An exception counts as a block: guarding stages fail closed. */
  Verdict check(ModelRequest request);
}
