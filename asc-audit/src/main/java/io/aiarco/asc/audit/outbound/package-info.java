/** Where anchors and sinks outside are reached: through the one way out, never a socket of ours. */
@NullMarked
package io.aiarco.asc.audit.outbound;

import org.jspecify.annotations.NullMarked;
