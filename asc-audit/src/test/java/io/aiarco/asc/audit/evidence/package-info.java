@NullMarked
package io.aiarco.asc.audit.evidence;

import org.jspecify.annotations.NullMarked;
