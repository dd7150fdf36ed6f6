package io.aiarco.asc.testkit.audit;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.InMemoryAuditLog;
import io.aiarco.asc.call.CallId;
import java.util.List;

class InMemoryAuditLogTest extends AuditLogContract {
  @Override
  protected AuditLog open() {
    return new InMemoryAuditLog();
  }

  @Override
  protected List<CallId> decided(AuditLog closed) {
    return ((InMemoryAuditLog) closed)
        .records().stream()
            .map(AuditRecord.CallDecision.class::cast)
            .map(decision -> decision.facts().call())
            .toList();
  }
}
