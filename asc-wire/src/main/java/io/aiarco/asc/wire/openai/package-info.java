/** OpenAI Chat Completions, and the servers that are compatible with it. */
@NullMarked
package io.aiarco.asc.wire.openai;

import org.jspecify.annotations.NullMarked;
