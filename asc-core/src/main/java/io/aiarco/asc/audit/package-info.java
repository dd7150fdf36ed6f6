/** What is written down, and the gate nothing leaves without. */
@NullMarked
package io.aiarco.asc.audit;

import org.jspecify.annotations.NullMarked;
