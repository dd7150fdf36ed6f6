package io.aiarco.asc.audit.verify;

import io.aiarco.asc.audit.format.State;

/**
 * The epoch before, when it is at hand, as {@code prev_log} of docs/audit-format.md §7 refers to
 * it.
 *
 * @param state what its records below the cut add up to
 */
record OldLog(String origin, State state, TreeRoots tree) {}
