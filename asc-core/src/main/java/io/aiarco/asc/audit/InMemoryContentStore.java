package io.aiarco.asc.audit;

import io.aiarco.asc.call.CallId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps secrets and texts in memory, unsealed: for tests and trials. Thread-safe. */
public final class InMemoryContentStore implements ContentStore {
  private final Map<CallId, ContentSecrets> secrets = new ConcurrentHashMap<>();
  private final Map<CallId, byte[]> prompts = new ConcurrentHashMap<>();
  private final Map<CallId, byte[]> replies = new ConcurrentHashMap<>();

  /** An empty store. */
  public InMemoryContentStore() {}

  @Override
  public AuditReceipt keep(CallId call, ContentSecrets ofCall) {
    secrets.put(call, ofCall);
    return AuditReceipt.DURABLE;
  }

  @Override
  public AuditReceipt keep(CallId call, ContentSecrets ofCall, ContentField field, byte[] json) {
    texts(field).put(call, json);
    return AuditReceipt.DURABLE;
  }

  /** The secrets of a call, where something of it is kept. */
  public Optional<ContentSecrets> secrets(CallId call) {
    return Optional.ofNullable(secrets.get(call));
  }

  /** A text of a call, where it is kept. */
  public Optional<byte[]> text(CallId call, ContentField field) {
    return Optional.ofNullable(texts(field).get(call)).map(byte[]::clone);
  }

  private Map<CallId, byte[]> texts(ContentField field) {
    return field == ContentField.PROMPT ? prompts : replies;
  }

  @Override
  public void close() {
    // nothing is open
  }
}
