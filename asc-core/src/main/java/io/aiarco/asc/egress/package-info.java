/** The one way out to the network. */
@NullMarked
package io.aiarco.asc.egress;

import org.jspecify.annotations.NullMarked;
