/** Running the tools a model asks for, turn by turn, each turn a governed call. */
@NullMarked
package io.aiarco.asc.tool;

import org.jspecify.annotations.NullMarked;
