package io.aiarco.asc.audit.spend;

import static io.aiarco.asc.audit.spend.AttemptReader.text;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.audit.format.LogSegments;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an account came to its balance, entry by entry. Immutable.
 *
 * @param lines what the entries add up to
 * @param restored what the next start would restore: the same, unless somebody wrote in the log's
 *     files; null when its period has ended and the log has dropped it
 */
public record AccountStatement(Account account, Balance lines, @Nullable Balance restored) {

  /**
   * Hands over every entry in the newest epoch of each writer, in the order of the calls' ends,
   * open calls last. Memory is for the calls in flight.
   *
   * @param folders each one log, a writer with its epochs, or the root of all writers
   */
  public static AccountStatement read(
      List<Path> folders, Account account, Consumer<StatementLine> sink) throws IOException {
    Balance lines = Balance.ZERO;
    Balance restored = null;
    for (WriterLog writer : WriterLog.in(folders)) {
      Reading reading = new Reading(writer.newest(), account, sink);
      try {
        State end = EpochWalk.walk(writer.newest(), reading);
        Balance kept = end.fold().balances().accounts().get(account);
        if (kept != null) {
          restored = restored == null ? kept : AccountBalances.plus(restored, kept);
        }
        lines = AccountBalances.plus(lines, reading.close());
      } catch (FormatException e) {
        throw new IOException(writer.newest() + ": " + e.getMessage(), e);
      }
    }
    return new AccountStatement(account, lines, restored);
  }

  private static final class Reading implements EpochWalk.Visitor {
    private final LogSegments log;
    private final Account account;
    private final Consumer<StatementLine> sink;
    private final AttemptReader attempts = new AttemptReader();
    private final Map<String, Held> open = new LinkedHashMap<>();
    private boolean begun;
    private long settled;

    private record Held(long seq, String at, long amount) {}

    Reading(LogSegments log, Account account, Consumer<StatementLine> sink) {
      this.log = log;
      this.account = account;
      this.sink = sink;
    }

    @Override
    public void state(long first, State state) {
      if (begun) {
        return; // a later file only repeats what the records before it say
      }
      begun = true;
      state.fold().openCalls().forEach((id, call) -> hold(id.value(), -1, "", amount(call.hold())));
      long before = state.fold().balances().of(account).settled();
      if (before != 0) {
        settled = before;
        sink.accept(
            new StatementLine(-1, "", "carried", "", 0, before, List.of(), log + " at " + first));
      }
    }

    @Override
    public void record(RecordView record) throws FormatException {
      switch (record.type()) {
        case "call.intent", "call.attempt", "call.hold" ->
            hold(text(record, "call"), seq(record), text(record, "ts"), amount(record.hold()));
        case "call.outcome" -> end(record, text(record, "status"));
        case "call.orphan" -> end(record, "orphan");
        case "gap" -> end(record, "gap");
        case "budget.adjust" -> adjust(record);
        default -> {}
      }
    }

    private void hold(String call, long seq, String at, long amount) {
      if (amount > 0) {
        Held before = open.get(call);
        open.put(
            call,
            before == null
                ? new Held(seq, at, amount)
                : new Held(before.seq(), before.at(), Math.addExact(before.amount(), amount)));
      }
    }

    private void end(RecordView record, String kind) throws FormatException {
      String call = text(record, "call");
      Held held = open.remove(call);
      long charged = amount(record.settle());
      if (held != null || charged > 0) {
        settled = Math.addExact(settled, charged);
        long amount = held == null ? 0 : held.amount();
        List<SpentAttempt> made = attempts.read(record.get("attempts"));
        sink.accept(
            new StatementLine(
                seq(record), text(record, "ts"), kind, call, amount, charged, made, ""));
      }
    }

    private void adjust(RecordView record) throws FormatException {
      if (account.unit().equals(HoldLines.unit(record.get("unit")))
          && account.id().equals(record.get("account"))) {
        long amount = HoldLines.signedAmount(account.unit(), record.get("amount"));
        settled = Math.addExact(settled, amount);
        String why = text(record, "why") + " (" + text(record, "by") + ")";
        sink.accept(
            new StatementLine(
                seq(record), text(record, "ts"), "adjust", "", 0, amount, List.of(), why));
      }
    }

    private long amount(List<HoldLine> lines) {
      long sum = 0;
      for (HoldLine line : lines) {
        sum = line.accounts().contains(account) ? Math.addExact(sum, line.amount()) : sum;
      }
      return sum;
    }

    private static long seq(RecordView record) {
      return record.get("seq") instanceof Long seq ? seq : -1;
    }

    /** Hands over the open calls; the balance of all that was handed over. */
    Balance close() {
      long held = 0;
      for (Map.Entry<String, Held> each : open.entrySet()) {
        Held hold = each.getValue();
        held = Math.addExact(held, hold.amount());
        sink.accept(
            new StatementLine(
                hold.seq(), hold.at(), "open", each.getKey(), hold.amount(), 0, List.of(), ""));
      }
      return new Balance(settled, held);
    }
  }
}
