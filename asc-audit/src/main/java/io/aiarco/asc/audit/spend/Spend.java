package io.aiarco.asc.audit.spend;

import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.TokenClass;
import java.util.Map;
import java.util.SortedSet;

/**
 * Figures of one row of a report, all in one currency. Immutable.
 *
 * @param calls that were sent, each counted where its last attempt went
 * @param attempts of those calls, each counted where it went
 * @param failed attempts that produced nothing
 * @param duplicates calls answered with an earlier call's reply
 * @param refused calls refused before anything was sent
 * @param cost of all attempts
 * @param estimated the part of it that no provider has reported
 * @param wasted the part of it that went to attempts that produced nothing
 * @param saved what duplicates would have cost
 * @param tokens of all attempts; classes without any are left out
 * @param unpricedTokens the part of them that has no price
 * @param priceBooks hex SHA-256 of every price book that was applied
 */
public record Spend(
    long calls,
    long attempts,
    long failed,
    long duplicates,
    long refused,
    Money cost,
    Money estimated,
    Money wasted,
    Money saved,
    Map<TokenClass, Long> tokens,
    long unpricedTokens,
    SortedSet<String> priceBooks) {}
