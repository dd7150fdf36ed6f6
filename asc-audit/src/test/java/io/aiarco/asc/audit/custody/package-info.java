@NullMarked
package io.aiarco.asc.audit.custody;

import org.jspecify.annotations.NullMarked;
