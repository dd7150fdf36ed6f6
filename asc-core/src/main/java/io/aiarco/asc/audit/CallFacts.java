package io.aiarco.asc.audit;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.identity.Grant;
import org.jspecify.annotations.Nullable;

/**
 * What every record about a call says of it: ids and declarations, never content.
 *
 * @param op {@code chat} or {@code embedding}; later also count, guard
 * @param principal keyed pseudonym, {@code hmac:<key id>:<hex>}
 * @param subject the same of the person the content is about; null when none is named
 * @param trace the trace id; empty when there is no trace. Immutable.
 */
public record CallFacts(
    CallId call,
    String op,
    Grant grant,
    String principal,
    @Nullable String subject,
    ModelName model,
    CallContext context,
    String trace) {}
