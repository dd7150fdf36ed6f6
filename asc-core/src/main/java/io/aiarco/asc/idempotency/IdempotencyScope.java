package io.aiarco.asc.idempotency;

import io.aiarco.asc.call.IdempotencyKey;
import io.aiarco.asc.call.TenantId;

/** A key and whose it is: two callers may use the same key without meeting. Immutable. */
public record IdempotencyScope(TenantId tenant, String caller, IdempotencyKey key) {}
