/** Who spent what, and how each account came to its balance: read from the records alone. */
@NullMarked
package io.aiarco.asc.audit.spend;

import org.jspecify.annotations.NullMarked;
