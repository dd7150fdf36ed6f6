package io.aiarco.asc.audit.spend;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogSegments;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether settled and open holds of each account are what its records add up to: at every state
 * file that a writer left, and where each log ends now. Immutable.
 *
 * @param accounts how many were compared at the ends
 * @param records how many were read
 */
public record BalanceCheck(List<BalanceFinding> findings, int accounts, long records) {
  public BalanceCheck {
    findings = List.copyOf(findings);
  }

  /**
   * Checks every epoch of every writer, each from the state it begins with.
   *
   * @param folders each one log, a writer with its epochs, or the root of all writers
   * @throws IOException when something is no log, or breaks a rule before it can be added up
   */
  public static BalanceCheck of(List<Path> folders) throws IOException {
    List<BalanceFinding> findings = new ArrayList<>();
    int accounts = 0;
    long records = 0;
    for (WriterLog writer : WriterLog.in(folders)) {
      for (LogSegments epoch : writer.epochs()) {
        Walk walk = new Walk(epoch, findings);
        try {
          accounts += walk.check();
        } catch (FormatException e) {
          throw new IOException(epoch + ": " + e.getMessage(), e);
        }
        records += walk.records;
      }
    }
    return new BalanceCheck(findings, accounts, records);
  }

  private static final class Walk implements EpochWalk.Visitor {
    private static final Comparator<Account> BY_NAME =
        Comparator.comparing(Account::id).thenComparing(account -> account.unit().code());

    private final LogSegments log;
    private final List<BalanceFinding> findings;
    private @Nullable AccountSums sums;

    /** What a state file says, until the record that drops from it is added too. */
    private @Nullable State recorded;

    private long next;
    private long records;

    Walk(LogSegments log, List<BalanceFinding> findings) {
      this.log = log;
      this.findings = findings;
      this.next = log.firsts().first();
    }

    int check() throws IOException, FormatException {
      State end = EpochWalk.walk(log, this);
      return sums == null ? 0 : compare(end.fold().balances().accounts(), sums.balances());
    }

    @Override
    public void state(long first, State state) {
      if (sums == null) {
        sums = new AccountSums(state); // what is before the oldest segment has been pruned
      } else {
        recorded = state;
      }
    }

    @Override
    public void record(RecordView record) throws FormatException {
      if (sums != null) {
        sums.add(record);
        if (recorded != null) {
          compare(recorded.fold().balances().accounts(), sums.balances());
          recorded = null;
        }
      }
      next++;
      records++;
    }

    private int compare(Map<Account, Balance> fold, Map<Account, Balance> counted) {
      Set<Account> all = new TreeSet<>(BY_NAME);
      all.addAll(fold.keySet());
      all.addAll(counted.keySet());
      for (Account account : all) {
        Balance one = fold.getOrDefault(account, Balance.ZERO);
        Balance other = counted.getOrDefault(account, Balance.ZERO);
        if (!one.equals(other)) {
          findings.add(new BalanceFinding(log.toString(), next, account, one, other));
        }
      }
      return all.size();
    }
  }
}
