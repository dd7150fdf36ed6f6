/** How news of a log is carried outside: on threads of its own, with pauses that grow. */
@NullMarked
package io.aiarco.asc.audit.carry;

import org.jspecify.annotations.NullMarked;
