package io.aiarco.asc.audit.content;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.ContentField;
import io.aiarco.asc.audit.ContentSecrets;
import io.aiarco.asc.audit.ContentStore;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets and texts in files of their own, outside the log: each call's secrets wrapped with the
 * operator's key, its texts sealed with the key among them. A caller's thread seals; one thread
 * writes and forces, a cohort at a time, as the journal's does. {@link KeptContent} reads and
 * erases. Thread-safe.
 *
 * <p>After a failed write or force nothing is taken any more, so that no commitment is made whose
 * secrets may be lost: calls of tenants that keep content are refused until the next start.
 */
public final class ContentFiles implements ContentStore {
  private static final Logger log = LoggerFactory.getLogger(ContentFiles.class);
  private static final Duration CLOSING_WAIT = Duration.ofSeconds(60);

  private final AtomicBoolean closed = new AtomicBoolean();
  private final Supplier<String> origin;
  private final KeyWrap keys;
  private final Cohorts cohorts;
  private final Thread thread;

  private ContentFiles(Path folder, Supplier<String> origin, KeyWrap keys, Clock clock) {
    this.origin = origin;
    this.keys = keys;
    this.cohorts = new Cohorts(clock);
    this.thread = new Thread(() -> write(folder), "asc-content");
    thread.setDaemon(true);
  }

  /**
   * Opens a store that writes new files in {@code folder}, which no other process writes in.
   *
   * @param origin the name of the log whose commitments these are, asked for each call
   */
  public static ContentFiles open(Path folder, Supplier<String> origin, KeyWrap keys, Clock clock) {
    ContentFiles files = new ContentFiles(folder, origin, keys, clock);
    files.thread.start();
    return files;
  }

  @Override
  public AuditReceipt keep(CallId call, ContentSecrets secrets) {
    String to = origin.get();
    byte[] wrapped = keys.wrap(secrets.bytes(), Frame.Kind.SECRETS.context(to, call));
    return cohorts.add(new Frame(Frame.Kind.SECRETS, call, to, wrapped).bytes());
  }

  @Override
  public AuditReceipt keep(CallId call, ContentSecrets secrets, ContentField field, byte[] json) {
    String to = origin.get();
    Frame.Kind kind = Frame.Kind.of(field);
    byte[] sealed = new Seal(secrets.key()).seal(json, kind.context(to, call));
    return cohorts.add(new Frame(kind, call, to, sealed).bytes());
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    cohorts.close();
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
  }

  private void write(Path folder) {
    String reason = "closed (expected: open)";
    Throwable cause = null;
    try (ContentFile file = new ContentFile(folder)) {
      Cohorts.Cohort cohort = cohorts.take();
      while (cohort != null) {
        file.append(cohort.frames());
        cohort.complete();
        cohort = cohorts.take();
      }
    } catch (IOException e) {
      reason = "content store: write failed (expected: a disk that works; start again)";
      cause = e;
      log.warn("content store in {}: refusing from now on, a write failed", folder, e);
    } finally {
      cohorts.fail(new AuditUnavailableException(reason, cause));
    }
  }
}
