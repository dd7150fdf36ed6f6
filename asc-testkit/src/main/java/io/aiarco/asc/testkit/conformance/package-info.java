/**
 * The catalogue of what providers really send, as cases any reader of replies can be run against.
 */
@NullMarked
package io.aiarco.asc.testkit.conformance;

import org.jspecify.annotations.NullMarked;
