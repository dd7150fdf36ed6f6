package io.aiarco.asc.audit.spend;

import static io.aiarco.asc.audit.spend.AttemptReader.text;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.audit.format.Instants;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Balances reckoned a second way, for whoever doubts the first: charges are added up, and what is
 * open is the sum over the calls without an end, made anew each time it is asked for. Nothing of
 * {@link io.aiarco.asc.audit.BalanceFold}, which the writer and every opening use, takes part.
 * Single-thread.
 */
final class AccountSums {
  private final Map<Account, Long> settled = new HashMap<>();
  private final Map<String, List<HoldLine>> open = new HashMap<>();
  private Instant dropped = Instant.MIN;

  /** Goes on from what a state file says. */
  AccountSums(State opening) {
    opening.fold().balances().accounts().forEach((account, b) -> settled.put(account, b.settled()));
    opening.fold().openCalls().forEach((id, call) -> open.put(id.value(), call.hold()));
  }

  /** Adds what a record moves. */
  void add(RecordView record) throws FormatException {
    switch (record.type()) {
      case "call.intent", "call.attempt", "call.hold" ->
          open.computeIfAbsent(text(record, "call"), call -> new ArrayList<>(3))
              .addAll(record.hold());
      case "call.outcome", "call.orphan" -> {
        open.remove(text(record, "call"));
        charge(record);
      }
      case "gap" -> charge(record);
      case "budget.adjust" -> {
        Unit unit = HoldLines.unit(record.get("unit"));
        settled.merge(
            HoldLines.account(unit, record.get("account")),
            HoldLines.signedAmount(unit, record.get("amount")),
            Math::addExact);
      }
      case "segment.open" -> drop(Instants.read("drop", record.get("drop")));
      default -> {}
    }
  }

  private void charge(RecordView record) throws FormatException {
    for (HoldLine line : record.settle()) {
      line.accounts().forEach(account -> settled.merge(account, line.amount(), Math::addExact));
    }
  }

  /** Forgets accounts whose period has ended and that hold nothing, as the log does. */
  private void drop(Instant until) {
    dropped = until.isAfter(dropped) ? until : dropped;
    Map<Account, Long> held = held();
    settled
        .keySet()
        .removeIf(
            account ->
                held.getOrDefault(account, 0L) == 0
                    && account.periodEnd().filter(end -> !end.isAfter(dropped)).isPresent());
  }

  private Map<Account, Long> held() {
    Map<Account, Long> held = new HashMap<>();
    for (List<HoldLine> lines : open.values()) {
      for (HoldLine line : lines) {
        line.accounts().forEach(account -> held.merge(account, line.amount(), Math::addExact));
      }
    }
    return held;
  }

  /** Every account's balance now. */
  Map<Account, Balance> balances() {
    Map<Account, Long> held = held();
    Map<Account, Balance> balances = new HashMap<>();
    settled.forEach(
        (account, sum) -> balances.put(account, new Balance(sum, held.getOrDefault(account, 0L))));
    held.forEach((account, sum) -> balances.putIfAbsent(account, new Balance(0, sum)));
    return balances;
  }
}
