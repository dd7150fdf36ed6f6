/** JSON text carried unread, and the canonical writer. No reader lives here. */
@NullMarked
package io.aiarco.asc.json;

import org.jspecify.annotations.NullMarked;
