/** Proves that a log is what was written, or names the record where it is not. */
@NullMarked
package io.aiarco.asc.audit.verify;

import org.jspecify.annotations.NullMarked;
