/** Endpoints, what they can do, and the gate in front of each. */
@NullMarked
package io.aiarco.asc.provider;

import org.jspecify.annotations.NullMarked;
