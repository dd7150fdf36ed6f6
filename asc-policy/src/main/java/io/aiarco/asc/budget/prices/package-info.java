/** Price books as tables of exact rates, and the one that comes with the library. */
@NullMarked
package io.aiarco.asc.budget.prices;

import org.jspecify.annotations.NullMarked;
