/** The words that name a call, who makes it and where it may go. */
@NullMarked
package io.aiarco.asc.call;

import org.jspecify.annotations.NullMarked;
