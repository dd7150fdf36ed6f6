/** The whole product under faults: killed, interrupted, raced, refused and listened to. */
@org.jspecify.annotations.NullMarked
package io.aiarco.asc.gateway.fault;
