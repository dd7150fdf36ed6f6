/** Anthropic Messages, versions 2023-06-01 and 2026-10-21. */
@NullMarked
package io.aiarco.asc.wire.anthropic;

import org.jspecify.annotations.NullMarked;
