/** How JSON is read and written here: limits, compact text, well-formed Unicode. */
@NullMarked
package io.aiarco.asc.wire.json;

import org.jspecify.annotations.NullMarked;
