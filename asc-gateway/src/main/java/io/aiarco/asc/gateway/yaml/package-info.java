/** YAML with the places of everything in it, so that each problem names its line. */
@NullMarked
package io.aiarco.asc.gateway.yaml;

import org.jspecify.annotations.NullMarked;
