package io.aiarco.asc.audit.custody;

/**
 * What an erasure came to. Immutable.
 *
 * @param calls how many calls have an {@code erasure} record now and had none before, or had
 *     something kept all the same
 * @param before how many had been erased before
 */
public record Erased(int calls, int before) {}
