@NullMarked
package io.aiarco.asc.audit.anchor;

import org.jspecify.annotations.NullMarked;
