package io.aiarco.asc.audit.custody;

import io.aiarco.asc.audit.journal.Ground;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An act of {@link Custody} as words, so that a gateway which runs can be asked for it. Immutable.
 *
 * @param about what it is done to: of {@code tenant}, {@code subject}, {@code call}, {@code from},
 *     {@code to}, {@code hold} and {@code epoch} those that the act takes
 */
public record CustodyRequest(Act act, Map<String, String> about, Ground ground) {
  /** What is to be done. */
  public enum Act {
    /** {@link Custody#erase(CallId, Ground)} of {@code call}. */
    ERASE_CALL,
    /** {@link Custody#erase(TenantId, String, Ground)} of {@code tenant} and {@code subject}. */
    ERASE_SUBJECT,
    /** {@link Custody#eraseUnrecorded}. */
    ERASE_UNRECORDED,
    /** {@link Custody#destroyPseudonyms} of {@code tenant} and {@code epoch}. */
    DESTROY_PSEUDONYMS,
    /** {@link Custody#hold} of {@code tenant}, narrowed by the others. */
    HOLD,
    /** {@link Custody#release} of {@code hold}. */
    RELEASE
  }

  public CustodyRequest {
    about = Map.copyOf(about);
  }

  /**
   * Does it.
   *
   * @return what came of it: {@code calls} and {@code before} of an erasure, {@code now} of a key,
   *     {@code holds} with blanks between of a hold
   * @throws IllegalArgumentException when a part is missing or is none
   */
  public Map<String, String> perform(Custody custody) throws IOException {
    return switch (act) {
      case ERASE_CALL -> erased(custody.erase(required("call", CallId::new), ground));
      case ERASE_SUBJECT ->
          erased(custody.erase(tenant(), required("subject", text -> text), ground));
      case ERASE_UNRECORDED -> erased(custody.eraseUnrecorded(ground));
      case DESTROY_PSEUDONYMS -> {
        int epoch = required("epoch", Integer::valueOf);
        yield Map.of("now", "" + custody.destroyPseudonyms(tenant(), epoch, ground));
      }
      case HOLD -> {
        List<LegalHold> made = custody.hold(scope(), ground);
        yield Map.of("holds", made.stream().map(LegalHold::id).collect(Collectors.joining(" ")));
      }
      case RELEASE -> {
        custody.release(required("hold", text -> text), ground);
        yield Map.of();
      }
    };
  }

  private TenantId tenant() {
    return required("tenant", TenantId::new);
  }

  private static Map<String, String> erased(Erased erased) {
    return Map.of("calls", "" + erased.calls(), "before", "" + erased.before());
  }

  private LegalHold.Scope scope() {
    return new LegalHold.Scope(
        tenant(),
        about.get("subject"),
        given("call", CallId::new),
        given("from", Instant::parse),
        given("to", Instant::parse));
  }

  private <T> @Nullable T given(String name, Function<String, T> read) {
    String text = about.get(name);
    return text == null ? null : read.apply(text);
  }

  private <T> T required(String name, Function<String, T> read) {
    String text = about.get(name);
    if (text == null) {
      throw new IllegalArgumentException(name + ": missing (expected: one)");
    }
    return read.apply(text);
  }
}
