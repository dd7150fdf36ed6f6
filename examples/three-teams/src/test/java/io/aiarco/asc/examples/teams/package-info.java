@NullMarked
package io.aiarco.asc.examples.teams;

import org.jspecify.annotations.NullMarked;
