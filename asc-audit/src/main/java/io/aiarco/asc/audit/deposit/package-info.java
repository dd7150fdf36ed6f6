/** What anchors gave back, kept beside a log: cosigned checkpoints and RFC 3161 time stamps. */
@NullMarked
package io.aiarco.asc.audit.deposit;

import org.jspecify.annotations.NullMarked;
