package io.aiarco.asc.audit.spend;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.Balances;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every account has settled and holds, read as a start reads it. */
public final class AccountBalances {
  private AccountBalances() {}

  /**
   * The balances of all writers together, now; also beside a process that writes.
   *
   * @param folders each one log, a writer with its epochs, or the root of all writers
   */
  public static Balances read(List<Path> folders) throws IOException {
    Map<Account, Balance> sums = new HashMap<>();
    for (WriterLog writer : WriterLog.in(folders)) {
      try {
        EpochWalk.end(writer.newest())
            .fold()
            .balances()
            .accounts()
            .forEach((account, balance) -> sums.merge(account, balance, AccountBalances::plus));
      } catch (FormatException e) {
        throw new IOException(writer.newest() + ": " + e.getMessage(), e);
      }
    }
    return new Balances(sums);
  }

  static Balance plus(Balance a, Balance b) {
    return new Balance(Math.addExact(a.settled(), b.settled()), Math.addExact(a.open(), b.open()));
  }
}
