package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;

/**
 * Fields of a piece of a conversation that only its wire knows, such as a cache mark on a text.
 * They go back to that wire and to no other.
 *
 * @param dialect the wire they came over
 * @param fields an object in the shape the piece has there, with these fields only. Immutable.
 */
public record WireExtras(String dialect, Json fields) {}
