package io.aiarco.asc.audit.ship;

import io.aiarco.asc.audit.carry.Carrier;
import io.aiarco.asc.audit.journal.CheckpointListener;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Copies a log's lines to its sinks while it grows, each on a thread of its own. The log itself is
 * the spool: a sink that was away for a day gets that day's records, and a call never waits for
 * one. Thread-safe.
 *
 * <p>Close it after the log, so that its last records are shipped too.
 */
public final class Shipping implements CheckpointListener, AutoCloseable {
  private final List<ShipThread> sinks;

  /** Of no running thread; {@link #start} begins. */
  public Shipping(List<ShipPlan> plans, Clock clock) {
    this.sinks = plans.stream().map(plan -> new ShipThread(plan, clock)).toList();
  }

  /** Begins to ship, what was signed before too. */
  public void start() {
    sinks.forEach(sink -> sink.carrier().start());
  }

  @Override
  public void signed(SignedCheckpoint checkpoint) {
    sinks.forEach(sink -> sink.offer(checkpoint));
  }

  /** What no sink lacks may go. */
  @Override
  public long neededFrom(Path folder) {
    long needed = Long.MAX_VALUE;
    for (ShipThread sink : sinks) {
      needed = Math.min(needed, sink.neededFrom(folder));
    }
    return needed;
  }

  /** How far each has come. */
  public List<ShipStatus> status() {
    return sinks.stream().map(ShipThread::status).toList();
  }

  /** Tries once more to ship the last records everywhere, for a bounded time. */
  @Override
  public void close() {
    Carrier.closeAll(sinks.stream().map(ShipThread::carrier).toList());
  }
}
