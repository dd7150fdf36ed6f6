/** A tour of ASC, one small file per stop: what you would copy into a service of your own. */
@NullMarked
package io.aiarco.asc.examples.quickstart;

import org.jspecify.annotations.NullMarked;
