package io.aiarco.asc.audit.spend;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;

/**
 * An account whose balance is not the sum of its records. Immutable.
 *
 * @param log the folder of the epoch
 * @param seq the balance is that before this record
 * @param recorded what the log's own state comes to
 * @param counted what its records add up to
 */
public record BalanceFinding(
    String log, long seq, Account account, Balance recorded, Balance counted) {}
