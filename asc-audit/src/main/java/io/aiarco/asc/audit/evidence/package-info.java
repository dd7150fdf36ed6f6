/** Takes evidence out of a log: proofs, records, packs that verify on another machine. */
@NullMarked
package io.aiarco.asc.audit.evidence;

import org.jspecify.annotations.NullMarked;
