/** The audit log in files: one chain, one writing thread, group commit, recovery. */
@NullMarked
package io.aiarco.asc.audit.journal;

import org.jspecify.annotations.NullMarked;
