/** What operators see of calls: spans and metrics of OpenTelemetry, never content. */
@NullMarked
package io.aiarco.asc.telemetry;

import org.jspecify.annotations.NullMarked;
