/** One reply and one provider call for one key. */
@NullMarked
package io.aiarco.asc.idempotency;

import org.jspecify.annotations.NullMarked;
