package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.Commitment;
import io.aiarco.asc.audit.ContentField;
import io.aiarco.asc.audit.ContentMode;
import io.aiarco.asc.audit.ContentModes;
import io.aiarco.asc.audit.ContentSecrets;
import io.aiarco.asc.audit.ContentStore;
import io.aiarco.asc.audit.NeutralPrompt;
import io.aiarco.asc.audit.NeutralReply;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.chat.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log is told of one call's content: a commitment to what was asked and one to what the
 * caller got, as its tenant's modes say. The secrets of both are durable before the intent is
 * written, so no end of a call waits for them; only an encrypted reply is still to be kept then.
 *
 * <p>Thread-safe, since a canceller takes the reply's commitment while a reader adds to it; {@code
 * lock} guards {@code delivered} and {@code committed}.
 */
final class CallContent {
  /** Of a call of which nothing is kept. */
  static final CallContent NONE = new CallContent(null, AuditReceipt.DURABLE, null);

  private static final Logger log = LoggerFactory.getLogger(CallContent.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable String prompt;
  private final AuditReceipt begun;
  private final @Nullable Delivered delivered;
  private volatile AuditReceipt ended = AuditReceipt.DURABLE;
  private boolean committed;

  private CallContent(@Nullable String prompt, AuditReceipt begun, @Nullable Delivered delivered) {
    this.prompt = prompt;
    this.begun = begun;
    this.delivered = delivered;
  }

  /** Takes secrets for the call and hands them to the store, unless its tenant keeps nothing. */
  static CallContent begin(Components components, Exchange.Received received, TenantId tenant) {
    ContentModes modes = received.snapshot().audit().content(tenant);
    if (modes.equals(ContentModes.NONE)) {
      return NONE;
    }
    ContentStore store = components.contents();
    CallId call = received.call();
    ContentSecrets secrets = ContentSecrets.fresh(components.random());
    AuditReceipt last = store.keep(call, secrets);
    String prompt = null;
    if (modes.prompt() != ContentMode.NONE) {
      byte[] json = NeutralPrompt.of(received.request());
      Commitment commitment = secrets.commitment(ContentField.PROMPT);
      commitment.update(ByteBuffer.wrap(json));
      prompt = commitment.hex();
      if (modes.prompt() == ContentMode.ENCRYPTED) {
        last = store.keep(call, secrets, ContentField.PROMPT, json);
      }
    }
    boolean none = modes.reply() == ContentMode.NONE;
    return new CallContent(
        prompt, last, none ? null : new Delivered(store, call, secrets, modes.reply()));
  }

  /** Commitment to the prompt; null where none is kept. */
  @Nullable String prompt() {
    return prompt;
  }

  /** Waits until the secrets and an encrypted prompt are durable: before the intent is written. */
  CallContent awaitBegun(Deadline deadline) {
    begun.await(deadline);
    return this;
  }

  /**
   * Adds what the caller gets next; false when the reply has been committed to, and then the caller
   * must not get it.
   */
  boolean deliver(StreamEvent event) {
    if (delivered == null) {
      return true;
    }
    lock.lock();
    try {
      if (!committed) {
        delivered.add(event);
      }
      return !committed;
    } finally {
      lock.unlock();
    }
  }

  /** Commits to what was delivered, once; null for nothing, or where none is kept. */
  @Nullable String reply() {
    if (delivered == null) {
      return null;
    }
    lock.lock();
    try {
      committed = true;
      if (delivered.events == 0) {
        return null;
      }
      ended = delivered.keep();
      return delivered.commitment.hex();
    } finally {
      lock.unlock();
    }
  }

  /** That of an encrypted reply. */
  AuditReceipt ended() {
    return ended;
  }

  /** What the caller got so far, and where it is kept. */
  private static final class Delivered {
    private final NeutralReply json = new NeutralReply(this::take);
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(0);
    private final ContentStore store;
    private final CallId call;
    private final ContentSecrets secrets;
    private final boolean encrypted;
    private final Commitment commitment;
    private int events;

    Delivered(ContentStore store, CallId call, ContentSecrets secrets, ContentMode mode) {
      this.store = store;
      this.call = call;
      this.secrets = secrets;
      this.encrypted = mode == ContentMode.ENCRYPTED;
      this.commitment = secrets.commitment(ContentField.REPLY);
    }

    void add(StreamEvent event) {
      events++;
      json.add(event);
    }

    AuditReceipt keep() {
      json.end();
      if (!encrypted) {
        return AuditReceipt.DURABLE;
      }
      try {
        return store.keep(call, secrets, ContentField.REPLY, text.toByteArray());
      } catch (AuditUnavailableException e) {
        log.warn("call {}: its reply is committed to and not kept", call, e);
        return deadline -> {
          throw e;
        };
      }
    }

    private void take(ByteBuffer bytes) {
      if (encrypted) {
        text.write(bytes.array(), bytes.arrayOffset(), bytes.limit());
      }
      commitment.update(bytes);
    }
  }
}
