package io.aiarco.asc.pipeline;

import io.aiarco.asc.call.IdempotencyKey;
import io.aiarco.asc.chat.ModelResponse;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.idempotency.Claim;
import io.aiarco.asc.idempotency.IdempotencyLedger;
import io.aiarco.asc.idempotency.IdempotencyMismatchException;
import io.aiarco.asc.idempotency.IdempotencyScope;
import io.aiarco.asc.idempotency.RequestFingerprint;
import java.util.Optional;

/** Step 3: has this piece of work been done, or is someone doing it? Thread-safe. */
final class Recall {
  private final IdempotencyLedger ledger;

  Recall(IdempotencyLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * The reply to an earlier call with the same key, waiting for one under way; absent when the work
   * is this call's to do.
   */
  Optional<ModelResponse> recall(Exchange.Admitted admitted) {
    Optional<IdempotencyKey> key = admitted.received().request().context().idempotencyKey();
    return key.flatMap(k -> answer(claim(admitted, k), admitted));
  }

  private Claim claim(Exchange.Admitted admitted, IdempotencyKey key) {
    Exchange.Identified caller = admitted.identified();
    return ledger.claim(
        new IdempotencyScope(caller.grant().tenant(), caller.grant().caller(), key),
        RequestFingerprint.of(admitted.received().request()));
  }

  private static Optional<ModelResponse> answer(Claim claim, Exchange.Admitted admitted) {
    Exchange.Received received = admitted.received();
    return claim.fold(
        owner -> {
          received.settlement().own(ending -> release(owner, ending));
          return Optional.empty();
        },
        inFlight -> answer(inFlight.await(received.deadline()), admitted),
        done -> Optional.of(done.response()),
        mismatch -> {
          throw new IdempotencyMismatchException();
        });
  }

  /**
   * What was never sent, or was given up by its caller, the next one may do. Anything else has an
   * unknown or final result once something was sent, and everyone with the key is told the same.
   */
  private static void release(Claim.Owner owner, Ending ending) {
    AscException failure = ending.failure();
    if (ending.response() != null) {
      owner.complete(ending.response());
    } else if (failure == null
        || failure.attempts().isEmpty()
        || failure instanceof CancelledException) {
      owner.abandon();
    } else {
      owner.fail(failure);
    }
  }
}
