/** What is known of providers' models. */
@NullMarked
package io.aiarco.asc.provider.models;

import org.jspecify.annotations.NullMarked;
