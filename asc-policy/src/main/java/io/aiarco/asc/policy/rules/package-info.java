/** What each tenant may use, written as rules; everything else is denied. */
@NullMarked
package io.aiarco.asc.policy.rules;

import org.jspecify.annotations.NullMarked;
