@NullMarked
package io.aiarco.asc.examples.quickstart;

import org.jspecify.annotations.NullMarked;
