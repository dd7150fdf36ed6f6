/** OpenAI Responses. */
@NullMarked
package io.aiarco.asc.wire.responses;

import org.jspecify.annotations.NullMarked;
