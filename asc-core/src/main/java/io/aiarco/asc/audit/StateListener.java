package io.aiarco.asc.audit;

/**
 * Hears when a state of an audit log begins or ends, on the thread that changed it, so it must be
 * quick and must not throw. It may append. Implementations are thread-safe.
 */
@FunctionalInterface
public interface StateListener {
  /** {@code state} holds from now on, or does so no more. */
  void changed(AuditState state, boolean holds);
}
