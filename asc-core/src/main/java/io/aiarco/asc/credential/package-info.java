/** Provider credentials and the licence to read them. */
@NullMarked
package io.aiarco.asc.credential;

import org.jspecify.annotations.NullMarked;
