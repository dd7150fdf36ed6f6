/** Time as a test wants it. */
@NullMarked
package io.aiarco.asc.testkit.time;

import org.jspecify.annotations.NullMarked;
