@NullMarked
package io.aiarco.asc.audit.journal;

import org.jspecify.annotations.NullMarked;
