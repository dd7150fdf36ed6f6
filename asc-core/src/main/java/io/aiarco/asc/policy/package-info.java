/** What a call may do, decided as a pure function. */
@NullMarked
package io.aiarco.asc.policy;

import org.jspecify.annotations.NullMarked;
