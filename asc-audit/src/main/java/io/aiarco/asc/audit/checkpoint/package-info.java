/** Signed checkpoints: C2SP tlog-checkpoint in C2SP signed-note, Ed25519. */
@NullMarked
package io.aiarco.asc.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
