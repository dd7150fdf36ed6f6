@NullMarked
package io.aiarco.asc.simulator.json;

import org.jspecify.annotations.NullMarked;
