package io.aiarco.asc.policy;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.identity.Grant;
import java.time.Instant;

/** All a policy may look at. Immutable. */
public record PolicyRequest(Grant grant, ModelName model, CallContext context, Instant at) {}
