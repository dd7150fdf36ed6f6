/** The vendors' own SDKs, each as a function from bytes to what it makes of them. */
@NullMarked
package io.aiarco.asc.oracles.sdk;

import org.jspecify.annotations.NullMarked;
