package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.audit.BalanceFold;
import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.json.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the records below some {@code seq} amount to: balances and open calls (a {@link
 * BalanceFold}), the next number of each tenant, and the instant up to which ended accounts were
 * dropped. Writer, recovery and verifier take their state from this one class. Single-thread.
 */
public final class State {
  private final BalanceFold fold = new BalanceFold();
  private final Map<String, Next> tenants = new HashMap<>();
  private Instant dropped = Instant.MIN;

  /** Nothing yet. */
  public State() {}

  /** Balances and open calls. */
  public BalanceFold fold() {
    return fold;
  }

  /** The next {@code tseq} of a tenant. */
  private static final class Next {
    private long tseq;
  }

  /** The next {@code tseq} of a tenant. */
  public long nextOf(String tenant) {
    Next next = tenants.get(tenant);
    return next == null ? 0 : next.tseq;
  }

  /** The next {@code tseq} per tenant. */
  public Map<String, Long> nextOfTenant() {
    Map<String, Long> all = new HashMap<>();
    tenants.forEach((tenant, next) -> all.put(tenant, next.tseq));
    return all;
  }

  /** Counts a record of {@code tenant}. */
  public void count(String tenant) {
    next(tenant).tseq++;
  }

  private Next next(String tenant) {
    Next next = tenants.get(tenant);
    if (next == null) {
      next = new Next();
      tenants.put(tenant, next);
    }
    return next;
  }

  /** Forgets accounts that hold nothing and ended at or before {@code drop} or an earlier one. */
  public void drop(Instant drop) {
    dropped = noEarlierDrop(drop);
    fold.drop(account -> endedBy(account, dropped));
  }

  /**
   * Applies a record that moves balances; others change nothing but their tenant's number.
   *
   * @throws FormatException when it breaks a rule of holds and ends
   */
  public void apply(RecordView record) throws FormatException {
    String tenant = record.tenant();
    if (tenant != null) {
      count(tenant);
    }
    try {
      move(record);
    } catch (IllegalStateException | ArithmeticException e) {
      throw new FormatException(String.valueOf(e.getMessage()));
    }
  }

  private void move(RecordView record) throws FormatException {
    switch (record.type()) {
      case "call.intent" ->
          fold.intent(
              record.call(), tenant(record.get(Key.TENANT)), record.expires(), record.hold());
      case "call.attempt", "call.hold" -> fold.extend(record.call(), record.hold());
      case "call.outcome", "call.orphan" -> fold.end(record.call(), record.settle());
      case "gap" -> {
        for (HoldLine line : record.settle()) {
          line.accounts().forEach(account -> fold.adjust(account, line.amount()));
        }
      }
      case "budget.adjust" -> {
        Unit unit = HoldLines.unit(record.get("unit"));
        fold.adjust(
            HoldLines.account(unit, record.get("account")),
            HoldLines.signedAmount(unit, record.get("amount")));
      }
      case "segment.open" -> drop(Instants.read("drop", record.get("drop")));
      default -> {}
    }
  }

  /**
   * The state a new epoch starts from: no tenants, and what calls hold counts as used, except for
   * parallel calls, which end, and for {@code kept} calls of a process that lives on.
   */
  public State opening(java.util.Set<CallId> kept) {
    State opening = new State();
    Map<Account, Long> staysOpen = new HashMap<>();
    fold.openCalls()
        .forEach(
            (id, call) -> {
              if (kept.contains(id)) {
                opening.fold.openCall(call);
                call.hold()
                    .forEach(
                        line ->
                            line.accounts()
                                .forEach(a -> staysOpen.merge(a, line.amount(), Math::addExact)));
              }
            });
    fold.balances()
        .accounts()
        .forEach(
            (account, balance) -> {
              long stays = staysOpen.getOrDefault(account, 0L);
              long used =
                  account.unit().equals(Unit.PARALLEL)
                      ? balance.settled()
                      : Math.addExact(balance.settled(), balance.open() - stays);
              opening.fold.account(account, new Balance(used, stays));
            });
    return opening;
  }

  /** The bytes of the state file. */
  public byte[] toBytes() {
    return toBytes((account, balance) -> false);
  }

  /**
   * The later of {@code drop} and the latest before it. A writer names no earlier one, whatever its
   * clock says: who starts again reads one segment, and knows of older ones by its first record.
   */
  public Instant noEarlierDrop(Instant drop) {
    return drop.isAfter(dropped) ? drop : dropped;
  }

  /** The bytes of the state file once {@link #drop} has done its work; changes nothing. */
  public byte[] toBytesAfter(Instant drop) {
    Instant until = noEarlierDrop(drop);
    return toBytes((account, balance) -> balance.open() == 0 && endedBy(account, until));
  }

  private byte[] toBytes(BiPredicate<Account, Balance> left) {
    List<byte[]> rows = new ArrayList<>();
    CanonicalJson json = new CanonicalJson();
    fold.balances()
        .accounts()
        .forEach(
            (account, balance) -> {
              if (left.test(account, balance)) {
                return;
              }
              json.reset().beginObject().name("id").value(account.id());
              json.name("k").value("account");
              json.name("open").value(account.unit().format(balance.open()));
              json.name("settled").value(account.unit().format(balance.settled()));
              json.name("unit").value(account.unit().code()).endObject();
              rows.add(json.toByteArray());
            });
    fold.openCalls()
        .forEach(
            (id, call) -> {
              json.reset().beginObject().name("call").value(id.value());
              json.name("expires").value(call.expires().toString()).name("hold");
              HoldLines.write(json, call.hold());
              json.name("k").value("call");
              json.name("tenant").value(call.tenant().value()).endObject();
              rows.add(json.toByteArray());
            });
    tenants.forEach(
        (tenant, next) -> {
          json.reset().beginObject().name("k").value("tenant").name("next").value(next.tseq);
          json.name("tenant").value(tenant).endObject();
          rows.add(json.toByteArray());
        });
    rows.sort(Arrays::compareUnsigned);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] row : rows) {
      bytes.writeBytes(row);
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }

  /** Reads a state file and checks that it is in the form {@link #toBytes()} gives. */
  public static State parse(byte[] bytes) throws FormatException {
    State state = new State();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        state.row(RecordJson.object(bytes, from, i - from));
        from = i + 1;
      }
    }
    require(from == bytes.length, "state file: last line without LF");
    require(Arrays.equals(state.toBytes(), bytes), "state file: not in the canonical form of §5");
    state.requireOpenIsSumOfCalls();
    return state;
  }

  private void row(Map<String, Object> row) throws FormatException {
    switch (String.valueOf(row.get("k"))) {
      case "account" -> {
        Unit unit = HoldLines.unit(row.get("unit"));
        fold.account(
            HoldLines.account(unit, row.get("id")),
            new Balance(
                HoldLines.signedAmount(unit, row.get("settled")),
                HoldLines.amount(unit, row.get("open"))));
      }
      case "call" ->
          fold.openCall(
              new BalanceFold.OpenCall(
                  call(row.get("call")),
                  tenant(row.get("tenant")),
                  Instants.read("expires", row.get("expires")),
                  HoldLines.readAll(row.get("hold"), true)));
      case "tenant" -> {
        if (!(row.get("tenant") instanceof String tenant && row.get("next") instanceof Long next)) {
          throw new FormatException("state file: row " + shown(row));
        }
        next(tenant).tseq = next;
      }
      default -> throw new FormatException("state file: row " + shown(row));
    }
  }

  private void requireOpenIsSumOfCalls() throws FormatException {
    Map<Account, Long> held = new HashMap<>();
    for (BalanceFold.OpenCall call : fold.openCalls().values()) {
      for (HoldLine line : call.hold()) {
        line.accounts().forEach(a -> held.merge(a, line.amount(), Math::addExact));
      }
    }
    Map<Account, Balance> accounts = fold.balances().accounts();
    for (Map.Entry<Account, Long> entry : held.entrySet()) {
      requireOpen(entry.getKey(), accounts.get(entry.getKey()), entry.getValue());
    }
    for (Map.Entry<Account, Balance> entry : accounts.entrySet()) {
      requireOpen(entry.getKey(), entry.getValue(), held.getOrDefault(entry.getKey(), 0L));
    }
  }

  private static void requireOpen(Account account, @Nullable Balance balance, long held)
      throws FormatException {
    require(
        balance != null && balance.open() == held,
        () -> "state file: open of " + account.id() + " is not the sum of its calls");
  }

  /** The call that a record or row names with {@code value}. */
  public static CallId call(@Nullable Object value) throws FormatException {
    try {
      return new CallId(value instanceof String text ? text : "");
    } catch (IllegalArgumentException e) {
      throw new FormatException("call: " + shown(value) + " (expected: a ULID)");
    }
  }

  private static TenantId tenant(@Nullable Object value) throws FormatException {
    try {
      return new TenantId(value instanceof String text ? text : "");
    } catch (IllegalArgumentException e) {
      throw new FormatException("tenant: " + shown(value) + " (expected: a tenant id)");
    }
  }

  private static boolean endedBy(Account account, Instant instant) {
    String end = account.span().substring(account.span().indexOf('~') + 1);
    return !end.equals("always") && !Instant.parse(end).isAfter(instant);
  }
}
