/** What every audit log must keep. */
@NullMarked
package io.aiarco.asc.testkit.audit;

import org.jspecify.annotations.NullMarked;
