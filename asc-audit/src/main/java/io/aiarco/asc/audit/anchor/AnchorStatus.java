package io.aiarco.asc.audit.anchor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one anchor has come. Immutable.
 *
 * @param size how many records of the log now written lie below its last deposit; 0 for none
 * @param at when that was; null for never
 * @param failure why the last try failed; null when it did not
 */
public record AnchorStatus(
    String name, long size, @Nullable Instant at, AnchorException.@Nullable Reason failure) {}
