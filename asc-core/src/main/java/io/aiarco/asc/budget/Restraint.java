package io.aiarco.asc.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the thresholds that are passed ask of a call: a pure function of how its limits stand, which
 * {@link #read()} tells. Every throttle applies, and one downgrade: of the first limit in order,
 * widest scope first, that has one passed, the highest. Immutable.
 */
public final class Restraint {
  /** Of limits without thresholds. */
  private static final Restraint NONE = new Restraint();

  private final List<Standing.Passed> passed = new ArrayList<>(0);
  private final Map<String, String> read = new TreeMap<>();

  private Restraint() {}

  /** That of limits as they stand at {@code at}; those without thresholds are not looked at. */
  public static Restraint of(List<Limit> limits, Instant at, BudgetLedger ledger) {
    Restraint restraint = NONE;
    for (Limit limit : limits) {
      if (!limit.enforcement().thresholds().isEmpty()) {
        restraint = restraint == NONE ? new Restraint() : restraint;
        restraint.add(Standing.of(limit, at, ledger));
      }
    }
    return restraint;
  }

  /** What was settled under each limit looked at, by the current period's account. */
  public Map<String, String> read() {
    return Map.copyOf(read);
  }

  /** The threshold that refuses the call. */
  public Optional<Standing.Passed> denial() {
    for (Standing.Passed is : passed) {
      if (is.denies()) {
        return Optional.of(is);
      }
    }
    return Optional.empty();
  }

  /** The thresholds that slow the call down. */
  public List<Standing.Passed> throttles() {
    return passed.isEmpty()
        ? List.of()
        : passed.stream().filter(is -> is.slow().isPresent()).toList();
  }

  /** {@code limits}, and those that slow the call down, each once. */
  public List<Limit> with(List<Limit> limits) {
    if (throttles().isEmpty()) {
      return limits;
    }
    Set<Limit> all = new LinkedHashSet<>(limits);
    throttles().forEach(by -> by.slow().ifPresent(all::add));
    return List.copyOf(all);
  }

  /** The threshold that sends the call to another model, if that can be. */
  public Optional<Standing.Passed> downgrade() {
    Standing.Passed found = null;
    for (Standing.Passed is : passed) {
      boolean first = found == null || found.standing().equals(is.standing());
      found = first && is.downgradeTo().isPresent() ? is : found;
    }
    return Optional.ofNullable(found);
  }

  private void add(Standing standing) {
    passed.addAll(standing.passed());
    Limit limit = standing.limit();
    read.put(
        "settled "
            + standing.account()
            + (limit.isRolling() ? " and " + limit.past() + " before" : ""),
        limit.unit().format(standing.settled()));
  }
}
