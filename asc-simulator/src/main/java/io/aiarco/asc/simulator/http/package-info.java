/**
 * A small HTTP/1.1 server on plain sockets, which can do what a provider's failing machine does:
 * cut, reset, drip, hang, and notice that its client has gone. Not exported.
 */
@NullMarked
package io.aiarco.asc.simulator.http;

import org.jspecify.annotations.NullMarked;
