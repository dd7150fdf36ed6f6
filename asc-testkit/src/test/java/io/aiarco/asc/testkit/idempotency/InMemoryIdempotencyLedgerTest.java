package io.aiarco.asc.testkit.idempotency;

import io.aiarco.asc.idempotency.IdempotencyLedger;
import io.aiarco.asc.idempotency.InMemoryIdempotencyLedger;
import java.time.Clock;
import java.time.Duration;

class InMemoryIdempotencyLedgerTest extends IdempotencyLedgerContract {
  @Override
  protected IdempotencyLedger open(Clock clock, Duration window) {
    return InMemoryIdempotencyLedger.create(clock, window, 1_000);
  }
}
