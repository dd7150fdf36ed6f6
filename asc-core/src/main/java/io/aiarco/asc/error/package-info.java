/** The one family of exceptions callers see. */
@NullMarked
package io.aiarco.asc.error;

import org.jspecify.annotations.NullMarked;
