/** What the request writers of all dialects share. */
@NullMarked
package io.aiarco.asc.wire.request;

import org.jspecify.annotations.NullMarked;
