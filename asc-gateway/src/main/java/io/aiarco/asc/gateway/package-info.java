/** The gateway as a whole: one file in, one client per caller out. */
@NullMarked
package io.aiarco.asc.gateway;

import org.jspecify.annotations.NullMarked;
