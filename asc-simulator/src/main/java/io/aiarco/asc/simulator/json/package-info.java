/**
 * A very small JSON reader and writer of the simulator's own. It shares no code with asc-wire,
 * because the simulator is the oracle asc-wire is tested against. Not exported.
 */
@NullMarked
package io.aiarco.asc.simulator.json;

import org.jspecify.annotations.NullMarked;
