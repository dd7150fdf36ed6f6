package io.aiarco.asc.audit;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.DataClass;
import java.util.Map;

/**
 * What a configuration asks of the audit log beyond what every call gets. Immutable.
 *
 * @param acks what is waited for, by data class; {@link Ack#INTENT} for all others
 */
public record AuditRules(Map<DataClass, Ack> acks) {
  /** Nothing beyond. */
  public static final AuditRules NONE = new AuditRules(Map.of());

  public AuditRules {
    acks = Map.copyOf(acks);
  }

  /** What the caller of such a call waits for. */
  public Ack ack(CallContext context) {
    return context.dataClass().map(acks::get).orElse(Ack.INTENT);
  }
}
