package io.aiarco.asc.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BalanceFoldTest {
  private static final Instant EXPIRES = Instant.parse("2026-11-21T12:00:00Z");
  private static final TenantId TENANT = new TenantId("acme");
  private static final Account TOKENS = Account.parse(Unit.TOKENS, "tenant/acme/total~always");
  private static final Account PARALLEL = Account.parse(Unit.PARALLEL, "tenant/acme/now~always");

  /** Each word is one step: its low bits say what, the others to which call and how much. */
  @Property
  void whatIsOpenIsWhatOpenCallsHoldAndWhatIsSettledWasCharged(
      @ForAll @Size(max = 60) List<@LongRange(min = 0) Long> script) {
    BalanceFold fold = new BalanceFold();
    long charged = 0;

    for (long word : script) {
      CallId call = call((int) (word >>> 2 & 7));
      long amount = word >>> 5 & 1023;
      boolean open = fold.openCalls().containsKey(call);
      if ((word & 3) == 0 && !open) {
        fold.intent(call, TENANT, EXPIRES, tokens(amount));
      } else if ((word & 3) == 1 && open) {
        fold.extend(call, tokens(amount));
      } else if ((word & 3) > 1 && open) {
        fold.end(call, tokens(amount));
        charged += amount;
      }
      long held =
          fold.openCalls().values().stream()
              .flatMap(one -> one.hold().stream())
              .mapToLong(HoldLine::amount)
              .sum();
      assertEquals(new Balance(charged, held), fold.balances().of(TOKENS));
    }
  }

  @Example
  void anOrphanIsChargedAllButItsParallelCall() {
    BalanceFold fold = new BalanceFold();
    HoldLine parallel = new HoldLine(Unit.PARALLEL, 1, List.of(PARALLEL));
    fold.intent(call(1), TENANT, EXPIRES, List.of(tokens(7).get(0), parallel));

    fold.end(call(1), fold.openCalls().get(call(1)).wholeHold());

    assertEquals(new Balance(7, 0), fold.balances().of(TOKENS));
    assertEquals(Balance.ZERO, fold.balances().of(PARALLEL));
  }

  @Example
  void onlyIdleAccountsAreDropped() {
    BalanceFold fold = new BalanceFold();
    fold.account(TOKENS, new Balance(5, 0));
    fold.intent(
        call(1), TENANT, EXPIRES, List.of(new HoldLine(Unit.PARALLEL, 1, List.of(PARALLEL))));

    fold.drop(account -> true);

    assertEquals(Balance.ZERO, fold.balances().of(TOKENS));
    assertEquals(new Balance(0, 1), fold.balances().of(PARALLEL));
  }

  @Example
  void aLogThatContradictsItselfIsRefused() {
    BalanceFold fold = new BalanceFold();
    fold.intent(call(1), TENANT, EXPIRES, tokens(1));

    assertThrows(
        IllegalStateException.class, () -> fold.intent(call(1), TENANT, EXPIRES, tokens(1)));
    assertThrows(IllegalStateException.class, () -> fold.extend(call(2), tokens(1)));
    assertThrows(IllegalStateException.class, () -> fold.end(call(2), tokens(1)));
  }

  private static List<HoldLine> tokens(long amount) {
    return List.of(new HoldLine(Unit.TOKENS, amount, List.of(TOKENS)));
  }

  private static CallId call(int number) {
    return new CallId(String.format("%026d", number));
  }
}
