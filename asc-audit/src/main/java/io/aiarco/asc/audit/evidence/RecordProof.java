package io.aiarco.asc.audit.evidence;

/**
 * A record and the proof that it stands in its log. Immutable.
 *
 * @param log the origin of the log
 * @param record J, the bytes that were hashed, as UTF-8
 * @param proof C2SP {@code tlog-proof@v1}
 */
public record RecordProof(String log, long seq, String type, String record, String proof) {}
