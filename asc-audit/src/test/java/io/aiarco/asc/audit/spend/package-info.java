@NullMarked
package io.aiarco.asc.audit.spend;

import org.jspecify.annotations.NullMarked;
