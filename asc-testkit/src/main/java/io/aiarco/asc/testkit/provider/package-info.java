/** A provider that answers from a script, in memory. */
@NullMarked
package io.aiarco.asc.testkit.provider;

import org.jspecify.annotations.NullMarked;
