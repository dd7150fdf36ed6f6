package io.aiarco.asc.policy;

import java.util.List;
import java.util.function.Function;

/** What a policy says of a call. Immutable. */
public sealed interface Decision {
  /** Ids of the deciding rules, such as {@code tenants.acme.models}. */
  List<String> rules();

  /** One function per case. */
  <R> R fold(Function<Allow, R> allow, Function<Deny, R> deny);

  /** It may go on, within {@code constraints}. */
  record Allow(Constraints constraints, List<String> rules) implements Decision {
    public Allow {
      rules = List.copyOf(rules);
    }

    @Override
    public <R> R fold(Function<Allow, R> allow, Function<Deny, R> deny) {
      return allow.apply(this);
    }
  }

  /**
   * It may not.
   *
   * @param reason for the caller: what, value, expectation, without anything that is not the
   *     caller's to know
   */
  record Deny(String reason, List<String> rules) implements Decision {
    public Deny {
      rules = List.copyOf(rules);
    }

    @Override
    public <R> R fold(Function<Allow, R> allow, Function<Deny, R> deny) {
      return deny.apply(this);
    }
  }
}
