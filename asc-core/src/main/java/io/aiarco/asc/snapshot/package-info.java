/** The configuration as one immutable value. */
@NullMarked
package io.aiarco.asc.snapshot;

import org.jspecify.annotations.NullMarked;
