/** What users and implementers of ASC test with; {@link io.aiarco.asc.testkit.AscTest} first. */
@NullMarked
package io.aiarco.asc.testkit;

import org.jspecify.annotations.NullMarked;
