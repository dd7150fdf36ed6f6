package io.aiarco.asc.alert;

import io.aiarco.asc.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * An alert as Standard Webhooks spells a message. Its id is a hash of the body, so every try bears
 * the same one and a receiver can tell a repetition. Immutable.
 */
final class WebhookMessage {
  private static final int ID_BYTES = 16;

  private final byte[] body;
  private final String id;

  private WebhookMessage(byte[] body, String id) {
    this.body = body;
    this.id = id;
  }

  static WebhookMessage of(Alert alert) {
    CanonicalJson json = new CanonicalJson();
    json.beginObject().name("data").beginObject();
    json.name("expected").value(alert.expected());
    json.name("message").value(alert.message());
    json.name("subject").value(alert.subject());
    json.name("value").value(alert.value());
    json.name("what").value(alert.what());
    json.endObject();
    json.name("timestamp").value(alert.at().toString());
    json.name("type").value("asc.alert." + alert.kind().key());
    byte[] body = json.endObject().toByteArray();
    return new WebhookMessage(body, "msg_" + HexFormat.of().formatHex(hash(body)));
  }

  String id() {
    return id;
  }

  byte[] body() {
    return body;
  }

  /** The headers of a try at {@code now}, which the signature covers. */
  Map<String, String> headers(WebhookSecret secret, Instant now) {
    long seconds = now.getEpochSecond();
    return Map.of(
        "Content-Type",
        "application/json",
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(seconds),
        "webhook-signature",
        secret.sign(id, seconds, body));
  }

  private static byte[] hash(byte[] body) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(body), ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return id + " " + new String(body, StandardCharsets.UTF_8);
  }
}
