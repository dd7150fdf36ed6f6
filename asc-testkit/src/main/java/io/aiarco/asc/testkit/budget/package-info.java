/** What every budget ledger must keep. */
@NullMarked
package io.aiarco.asc.testkit.budget;

import org.jspecify.annotations.NullMarked;
