/** What happened at each endpoint a call tried or passed over. */
@NullMarked
package io.aiarco.asc.attempt;

import org.jspecify.annotations.NullMarked;
