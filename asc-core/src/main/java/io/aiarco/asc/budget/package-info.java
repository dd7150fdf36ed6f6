/** Accounts, limits, holds and the ledger that keeps them. */
@NullMarked
package io.aiarco.asc.budget;

import org.jspecify.annotations.NullMarked;
