package io.aiarco.asc.audit.evidence;

/**
 * A record that was looked for. Immutable.
 *
 * @param hash the leaf, in hex
 * @param json J, as it stands
 */
record FoundRecord(String log, long seq, String type, String hash, String json) {}
