/** API keys of callers: how they are made, checked without a look-up, stored and verified. */
@NullMarked
package io.aiarco.asc.identity.apikey;

import org.jspecify.annotations.NullMarked;
