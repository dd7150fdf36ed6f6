/** Server-sent events as bytes, in and out. */
@NullMarked
package io.aiarco.asc.wire.sse;

import org.jspecify.annotations.NullMarked;
