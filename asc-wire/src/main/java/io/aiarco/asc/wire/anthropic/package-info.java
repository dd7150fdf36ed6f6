/** Anthropic Messages, version 2023-06-01. */
@NullMarked
package io.aiarco.asc.wire.anthropic;

import org.jspecify.annotations.NullMarked;
