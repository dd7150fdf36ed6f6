@NullMarked
package io.aiarco.asc.audit.verify;

import org.jspecify.annotations.NullMarked;
