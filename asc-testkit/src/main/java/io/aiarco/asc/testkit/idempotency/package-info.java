/** What every idempotency ledger must keep. */
@NullMarked
package io.aiarco.asc.testkit.idempotency;

import org.jspecify.annotations.NullMarked;
