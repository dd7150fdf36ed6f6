/** Who a caller is. */
@NullMarked
package io.aiarco.asc.identity;

import org.jspecify.annotations.NullMarked;
