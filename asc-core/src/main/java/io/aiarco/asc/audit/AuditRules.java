package io.aiarco.asc.audit;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.DataClass;
import io.aiarco.asc.call.TenantId;
import java.util.Map;

/**
 * What a configuration asks of the audit log beyond what every call gets. Immutable.
 *
 * @param acks what is waited for, by data class; {@link Ack#INTENT} for all others
 * @param contents what is kept of prompts and replies, by tenant; nothing for all others
 * @param whenUnavailable what becomes of calls whose records the log does not take
 */
public record AuditRules(
    Map<DataClass, Ack> acks,
    Map<TenantId, ContentModes> contents,
    WhenUnavailable whenUnavailable) {
  /** Nothing beyond. */
  public static final AuditRules NONE = new AuditRules(Map.of(), Map.of(), WhenUnavailable.REFUSE);

  public AuditRules {
    acks = Map.copyOf(acks);
    contents = Map.copyOf(contents);
  }

  /** What the caller of such a call waits for. */
  public Ack ack(CallContext context) {
    return context.dataClass().map(acks::get).orElse(Ack.INTENT);
  }

  /** What is kept of a tenant's prompts and replies. */
  public ContentModes content(TenantId tenant) {
    return contents.getOrDefault(tenant, ContentModes.NONE);
  }
}
