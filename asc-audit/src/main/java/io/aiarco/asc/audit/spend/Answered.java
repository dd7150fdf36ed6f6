package io.aiarco.asc.audit.spend;

import io.aiarco.asc.money.Money;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that was answered or refused without being sent. Immutable.
 *
 * @param at when
 * @param refused whether it was refused; else an earlier call's reply answered
 * @param saved what that call had cost; null when it had no price
 */
record Answered(
    String at,
    String tenant,
    String team,
    Map<?, ?> tags,
    boolean refused,
    @Nullable Money saved) {}
