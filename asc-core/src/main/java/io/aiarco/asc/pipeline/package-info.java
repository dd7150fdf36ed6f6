/**
 * The one path of every call, from request to settlement. {@link
 * io.aiarco.asc.pipeline.GovernedChatClient} is its public face; {@code CallPath} shows its steps.
 */
@NullMarked
package io.aiarco.asc.pipeline;

import org.jspecify.annotations.NullMarked;
