/**
 * A provider simulator for tests and demonstrations: a real HTTP/1.1 server on loopback that speaks
 * the wires of OpenAI, Azure, Anthropic, Mistral and compatible servers from scripted replies or
 * golden bytes, misbehaves on request, and remembers what arrived. Begin at {@link
 * io.aiarco.asc.simulator.Simulator}.
 */
@NullMarked
package io.aiarco.asc.simulator;

import org.jspecify.annotations.NullMarked;
