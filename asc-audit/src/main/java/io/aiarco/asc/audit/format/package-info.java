/** The grammar of docs/audit-format.md: records, hold lines, state rows, names of files. */
@NullMarked
package io.aiarco.asc.audit.format;

import org.jspecify.annotations.NullMarked;
