package io.aiarco.asc.gateway;

import io.aiarco.asc.snapshot.Snapshot;
import java.util.function.Supplier;

/** The configuration in force. Every call takes it once; a reload will swap it. Thread-safe. */
final class CurrentSnapshot implements Supplier<Snapshot> {
  // Volatile for the reload to come, which sets it while calls read it.
  private volatile Snapshot snapshot;

  CurrentSnapshot(Snapshot first) {
    this.snapshot = first;
  }

  @Override
  public Snapshot get() {
    return snapshot;
  }
}
