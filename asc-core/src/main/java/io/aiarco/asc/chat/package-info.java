/** The provider-neutral client, its requests, its replies. */
@NullMarked
package io.aiarco.asc.chat;

import org.jspecify.annotations.NullMarked;
