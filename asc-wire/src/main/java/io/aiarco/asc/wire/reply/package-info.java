/** What the decoders of all dialects share. */
@NullMarked
package io.aiarco.asc.wire.reply;

import org.jspecify.annotations.NullMarked;
