/** From a provider's error to a class of failure. */
@NullMarked
package io.aiarco.asc.wire.error;

import org.jspecify.annotations.NullMarked;
