/** What an operator does with what is kept: erases it, or holds it; each act is a record. */
@NullMarked
package io.aiarco.asc.audit.custody;

import org.jspecify.annotations.NullMarked;
