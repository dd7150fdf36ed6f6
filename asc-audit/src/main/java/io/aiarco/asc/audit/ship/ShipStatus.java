package io.aiarco.asc.audit.ship;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one sink has come. Immutable.
 *
 * @param unshipped how many signed records it is not known to have, of all logs
 * @param since when the first of them was signed; null when there are none
 * @param failure why the last try failed, of any log; null when none did
 */
public record ShipStatus(
    String name, long unshipped, @Nullable Instant since, ShipException.@Nullable Reason failure) {}
