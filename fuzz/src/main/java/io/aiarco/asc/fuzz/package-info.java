/** Any bytes at all from a provider or a client, and what must hold whatever they are. */
@NullMarked
package io.aiarco.asc.fuzz;

import org.jspecify.annotations.NullMarked;
