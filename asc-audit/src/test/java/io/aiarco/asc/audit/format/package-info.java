@NullMarked
package io.aiarco.asc.audit.format;

import org.jspecify.annotations.NullMarked;
