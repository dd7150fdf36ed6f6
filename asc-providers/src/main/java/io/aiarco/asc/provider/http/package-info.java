/** Model providers over HTTP, and the one transport that leaves the process. */
@NullMarked
package io.aiarco.asc.provider.http;

import org.jspecify.annotations.NullMarked;
