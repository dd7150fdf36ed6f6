/** What a call used, in disjoint token classes, and what that costs. */
@NullMarked
package io.aiarco.asc.usage;

import org.jspecify.annotations.NullMarked;
