@NullMarked
package io.aiarco.asc.simulator;

import org.jspecify.annotations.NullMarked;
