@NullMarked
package io.aiarco.asc.audit.content;

import org.jspecify.annotations.NullMarked;
