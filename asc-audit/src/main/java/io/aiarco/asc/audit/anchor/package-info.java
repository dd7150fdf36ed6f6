/** Carries checkpoints out of the operator's reach: witnesses, time stamps, drops. */
@NullMarked
package io.aiarco.asc.audit.anchor;

import org.jspecify.annotations.NullMarked;
