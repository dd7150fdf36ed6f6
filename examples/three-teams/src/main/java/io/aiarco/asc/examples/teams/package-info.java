/** One company, three teams, three providers: what differs stands in asc.yaml, not in the code. */
@NullMarked
package io.aiarco.asc.examples.teams;

import org.jspecify.annotations.NullMarked;
