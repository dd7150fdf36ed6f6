@NullMarked
package io.aiarco.asc.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
