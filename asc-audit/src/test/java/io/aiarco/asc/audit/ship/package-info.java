@NullMarked
package io.aiarco.asc.audit.ship;

import org.jspecify.annotations.NullMarked;
