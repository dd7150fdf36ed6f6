/** The asc command: one class per subcommand, each a thin face of what the library does. */
@NullMarked
package io.aiarco.asc.sidecar.cli;

import org.jspecify.annotations.NullMarked;
