package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.carry.Carrier;
import io.aiarco.asc.audit.journal.CheckpointListener;
import io.aiarco.asc.audit.journal.Deposit;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Carries a log's checkpoints to its anchors, each on a thread of its own: a slow authority delays
 * no witness, and neither delays a call. Whatever fails is tried again, with growing pauses.
 * Thread-safe.
 *
 * <p>Close it after the log, so that the last checkpoint is carried too.
 */
public final class Anchoring implements CheckpointListener, AutoCloseable {
  private final List<AnchorThread> anchors = new ArrayList<>();
  private volatile List<Carrier> carriers = List.of();

  /** Of no running thread; {@link #start} begins. */
  public Anchoring(List<AnchorPlan> plans, Clock clock) {
    AtomicLong own = new AtomicLong();
    plans.forEach(plan -> anchors.add(new AnchorThread(plan, clock, own)));
  }

  /**
   * Begins to carry, what was signed before too.
   *
   * @param log writes down each deposit, such as {@code journal::anchored}
   */
  public void start(Consumer<Deposit> log) {
    carriers = anchors.stream().map(anchor -> anchor.carrier(log)).toList();
    carriers.forEach(Carrier::start);
  }

  @Override
  public void signed(SignedCheckpoint checkpoint) {
    anchors.forEach(anchor -> anchor.offer(checkpoint));
    carriers.forEach(Carrier::wake);
  }

  /** How far each has come. */
  public List<AnchorStatus> status() {
    return anchors.stream().map(AnchorThread::status).toList();
  }

  /** Tries once more to carry the last checkpoint everywhere, for a bounded time. */
  @Override
  public void close() {
    Carrier.closeAll(carriers);
  }
}
