package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;

/**
 * The model asks for a tool to be run.
 *
 * @param id the provider's id of this call; the result must name it
 * @param arguments a JSON object, complete and well formed. Immutable.
 */
public record ToolCall(String id, String name, Json arguments) {}
