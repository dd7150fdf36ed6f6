/** The first asc.yaml and the first key. */
@NullMarked
package io.aiarco.asc.gateway.init;

import org.jspecify.annotations.NullMarked;
