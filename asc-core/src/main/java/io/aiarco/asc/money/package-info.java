/** Exact amounts of money. */
@NullMarked
package io.aiarco.asc.money;

import org.jspecify.annotations.NullMarked;
