package io.aiarco.asc.audit.journal;

/**
 * What an {@code anchor} record says: a checkpoint was deposited outside the operator's reach.
 * Immutable.
 *
 * @param kind {@code witness}, {@code tsa}, {@code file}, {@code http}
 * @param anchor the anchor's name in the configuration
 * @param size how many records the checkpoint covers
 * @param sha256 hex SHA-256 of what was got for it: the cosigned note, the time-stamp response; of
 *     the note itself where nothing is given
 */
public record Deposit(String kind, String anchor, long size, String sha256) {}
