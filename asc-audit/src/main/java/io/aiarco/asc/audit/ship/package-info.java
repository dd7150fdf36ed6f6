/** Shipping: the log's own lines, copied outside while it grows. */
@NullMarked
package io.aiarco.asc.audit.ship;

import org.jspecify.annotations.NullMarked;
