/** What is wrong with a configuration, said so that a person can mend it at once. */
@NullMarked
package io.aiarco.asc.gateway.config;

import org.jspecify.annotations.NullMarked;
