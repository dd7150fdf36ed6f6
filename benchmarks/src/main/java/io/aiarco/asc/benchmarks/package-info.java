/**
 * What ASC costs a call, measured. Bytes per operation are trusted most; times are stated as
 * multiples of a control measured in the same process, since no two machines are alike.
 */
@NullMarked
package io.aiarco.asc.benchmarks;

import org.jspecify.annotations.NullMarked;
