/** Checks of the house as a whole. They look at packaged jars, so they run in {@code verify}. */
@NullMarked
package io.aiarco.asc.checks;

import org.jspecify.annotations.NullMarked;
