/** What operators are told of, and how it reaches them. Never content. */
@NullMarked
package io.aiarco.asc.alert;

import org.jspecify.annotations.NullMarked;
