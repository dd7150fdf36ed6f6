/** Takes endpoints that fail out of the way for a while. */
@NullMarked
package io.aiarco.asc.breaker;

import org.jspecify.annotations.NullMarked;
