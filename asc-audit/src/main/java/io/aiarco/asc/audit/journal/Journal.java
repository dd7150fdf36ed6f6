package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditState;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.RecoveredState;
import io.aiarco.asc.audit.StateListener;
import io.aiarco.asc.budget.Balances;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log in files ({@code docs/audit-format.md}): a hash chain with signed checkpoints, one
 * writer per log, durable by group commit. Callers spell their records on their own threads and
 * wait for the journal's thread, which alone gives them places and touches the files. Thread-safe.
 *
 * <p>The journal's thread is a daemon: whoever needs a record to survive waits for its receipt, and
 * a program that forgets {@link #close()} must still be able to end. What it had not waited for is
 * then an orphan at the next opening.
 */
public final class Journal implements AuditLog {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final Duration CLOSING_WAIT = Duration.ofSeconds(60);

  private final OpenCalls openCalls = new OpenCalls();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final WriterLock lock;
  private final Registrar registrar;
  private final Committer committer;
  private final States states;
  private final Drafts drafts;
  private final Intake intake;
  private final Thread thread;
  private final RecoveredState recovered;
  private final AuditRecord.Visitor<AuditReceipt> appender = new Appender();

  private Journal(
      JournalConfig config,
      WriterLock lock,
      OpenLog openLog,
      String boot,
      RecoveredState others,
      Registrar registrar) {
    this.lock = lock;
    this.registrar = registrar;
    this.drafts = openLog.drafts();
    this.recovered = plus(others, openLog);
    this.intake = new Intake(config);
    this.states = new States(drafts, intake);
    this.committer =
        new Committer(
            config,
            lock,
            openLog,
            intake,
            states,
            new NextEpoch(config, lock, boot, registrar),
            registrar);
    this.thread = new Thread(committer, "asc-audit-" + openLog.origin().writer());
    thread.setDaemon(true);
  }

  /**
   * Opens the log of this instance, or begins it; ends what dead processes left open, in it and in
   * every writer's folder that no process holds.
   *
   * @throws AuditUnavailableException when another process writes it, when it is corrupt (the
   *     message says where and why), or when the disk does not let it be read or written
   */
  public static Journal open(JournalConfig config) {
    try {
      return new Opening(config).open();
    } catch (IOException e) {
      throw new AuditUnavailableException(
          "cannot be opened: "
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage()
              + " (expected: a folder that can be read and written)",
          e);
    }
  }

  /** Writes the records of an opening, then starts the journal: nothing may come before them. */
  static Journal start(
      JournalConfig config,
      WriterLock lock,
      OpenLog openLog,
      String boot,
      RecoveredState others,
      Registrar registrar)
      throws IOException {
    Journal journal = new Journal(config, lock, openLog, boot, others, registrar);
    boolean written = false;
    try {
      openLog.write(openLog.opening());
      registrar.started(openLog);
      journal.committer.lookAround();
      written = true;
    } finally {
      if (!written) {
        openLog.closeFiles();
      }
    }
    journal.thread.start();
    return journal;
  }

  @Override
  public RecoveredState recovered() {
    return recovered;
  }

  /**
   * The name of the log that is written: {@code <domain>/asc/<region>/<writer>/<epoch>}; another
   * epoch after a disk failed.
   */
  public String origin() {
    return committer.openLog().origin().toString();
  }

  /** Who writes it: the instance, or the next free name after it. */
  public String writer() {
    return committer.openLog().origin().writer();
  }

  /** The public key of this log's checkpoints, for {@code asc audit verify --vkey}. */
  public String vkey() {
    return committer.openLog().key().vkey().toString();
  }

  /** The folder of the log that is written. */
  public Path folder() {
    return committer.openLog().folder();
  }

  /** {@inheritDoc} A disk that does not answer is noticed here, and by whoever begins a call. */
  @Override
  public AuditState state() {
    noticeSilence();
    return states.worst();
  }

  /** How many records about its logs the registry of the root does not have yet. */
  public int registryOwed() {
    return registrar.owed();
  }

  @Override
  public void onStateChange(StateListener listener) {
    states.onChange(listener);
  }

  private @Nullable String noticeSilence() {
    String silence = intake.silence();
    if (silence != null) {
      states.begin(States.Cause.NO_ANSWER, silence);
    }
    return silence;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when a call has a second intent, or anything after its end
   */
  @Override
  public AuditReceipt append(AuditRecord record) {
    return record.accept(appender);
  }

  /**
   * Writes down that a checkpoint lies outside now, as an {@code anchor} record. Not waited for.
   *
   * @throws AuditUnavailableException when the log takes no records
   */
  public AuditReceipt anchored(Deposit deposit) {
    return intake.append(drafts.anchor(deposit), Intake.Need.END);
  }

  /**
   * Writes down what an operator did. Taken as long as the log can be written at all.
   *
   * @throws AuditUnavailableException when the log takes no records
   */
  public AuditReceipt acted(OperatorAct act) {
    return intake.append(drafts.operatorAct(act), Intake.Need.END);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    intake.close();
    boolean interrupted = false;
    long until = System.nanoTime() + CLOSING_WAIT.toNanos();
    while (thread.isAlive() && System.nanoTime() < until) {
      try {
        thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true; // what was taken is still written down
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    release();
  }

  private void release() {
    if (thread.isAlive()) {
      log.warn("audit log {}: the disk does not answer, lock kept", origin());
      return;
    }
    registrar.close();
    try {
      lock.close();
    } catch (IOException e) {
      log.warn("audit log {}: LOCK could not be released", origin(), e);
    }
  }

  private static RecoveredState plus(RecoveredState others, OpenLog own) {
    Balances after = own.state().opening(java.util.Set.of()).fold().balances();
    List<CallId> orphans = new ArrayList<>(others.orphans());
    orphans.addAll(own.state().fold().openCalls().keySet());
    return new RecoveredState(Opening.sum(others.balances(), after), orphans);
  }

  /** Spells each kind of record and leaves it; knows which calls are open. */
  private final class Appender implements AuditRecord.Visitor<AuditReceipt> {
    @Override
    public AuditReceipt intent(AuditRecord.CallIntent intent) {
      Draft draft = drafts.calls().intent(intent, states.worst());
      CallId call = intent.facts().call();
      openCalls.begin(call, intent.hold());
      boolean taken = false;
      try {
        AuditReceipt receipt = begin(draft);
        taken = true;
        return receipt;
      } finally {
        if (!taken) {
          openCalls.end(call);
        }
      }
    }

    private AuditReceipt begin(Draft draft) {
      String silence = noticeSilence();
      if (silence != null) {
        throw new AuditUnavailableException(silence, null);
      }
      return intake.append(draft, Intake.Need.BEGIN);
    }

    @Override
    public AuditReceipt attempt(AuditRecord.CallAttempt attempt) {
      openCalls.required(attempt.call());
      AuditReceipt receipt = begin(drafts.calls().attempt(attempt));
      openCalls.extend(attempt.call(), attempt.hold());
      return receipt;
    }

    @Override
    public AuditReceipt hold(AuditRecord.CallHold more) {
      openCalls.required(more.call());
      AuditReceipt receipt = intake.append(drafts.calls().hold(more), Intake.Need.BEGIN);
      openCalls.extend(more.call(), more.hold());
      return receipt;
    }

    @Override
    public AuditReceipt outcome(AuditRecord.CallOutcome outcome) {
      List<HoldLine> held = openCalls.end(outcome.call());
      boolean taken = false;
      try {
        // The log tells whether holds were exceeded from what it recorded, not from what it is
        // told.
        boolean over = OpenCalls.isOver(held, outcome.settle());
        AuditReceipt receipt =
            intake.append(drafts.calls().outcome(outcome, over), Intake.Need.END);
        taken = true;
        return receipt;
      } finally {
        if (!taken) {
          openCalls.begin(outcome.call(), held);
        }
      }
    }

    @Override
    public AuditReceipt decision(AuditRecord.CallDecision decision) {
      return begin(drafts.calls().decision(decision));
    }

    @Override
    public AuditReceipt unknownCallers(AuditRecord.UnknownCallers refused) {
      return begin(drafts.calls().unknownCallers(refused));
    }

    @Override
    public AuditReceipt incident(AuditRecord.Incident incident) {
      openCalls.required(incident.call());
      return intake.append(drafts.calls().incident(incident), Intake.Need.END);
    }

    @Override
    public AuditReceipt volatileBegin(AuditRecord.VolatileBegin begin) {
      return states.begin(begin);
    }

    @Override
    public AuditReceipt gap(AuditRecord.Gap gap) {
      return states.end(gap);
    }

    @Override
    public AuditReceipt policyActivate(AuditRecord.PolicyActivate activate) {
      return intake.append(drafts.policyActivate(activate), Intake.Need.END);
    }

    @Override
    public AuditReceipt limitChange(AuditRecord.LimitChange change) {
      return intake.append(drafts.limitChange(change), Intake.Need.END);
    }
  }
}
