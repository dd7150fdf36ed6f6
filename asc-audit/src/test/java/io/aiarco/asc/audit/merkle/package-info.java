@NullMarked
package io.aiarco.asc.audit.merkle;

import org.jspecify.annotations.NullMarked;
