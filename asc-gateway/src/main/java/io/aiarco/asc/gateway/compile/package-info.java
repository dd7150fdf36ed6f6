/** Turns asc.yaml into a gateway's parts, one class per section, all problems at once. */
@NullMarked
package io.aiarco.asc.gateway.compile;

import org.jspecify.annotations.NullMarked;
