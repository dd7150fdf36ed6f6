package io.aiarco.asc.audit.spend;

import java.util.List;
import java.util.Map;

/**
 * One call that has ended, as its records tell it. Immutable.
 *
 * @param began when its intent was made, as {@code ts} of the record; its accounts are of this time
 * @param call its id; empty for calls that were only counted
 * @param count how many it stands for: 1, or the calls of a {@code gap}
 * @param status {@code ok}, another status, {@code orphan} or {@code gap}
 * @param tags by key
 */
record SpentCall(
    String began,
    String call,
    long count,
    String tenant,
    String team,
    Map<?, ?> tags,
    String status,
    List<SpentAttempt> attempts) {}
