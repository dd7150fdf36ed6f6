@NullMarked
package io.aiarco.asc.sidecar.cli;

import org.jspecify.annotations.NullMarked;
