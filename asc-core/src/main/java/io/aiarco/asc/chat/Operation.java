package io.aiarco.asc.chat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is asked of a model: every {@link ModelRequest} is of one, and every endpoint does one. */
public enum Operation {
  /** A conversation to be continued. */
  CHAT("chat"),
  /** Texts to be turned into vectors. */
  EMBEDDING("embeddings");

  private final String key;
  private final String telemetryName;

  Operation(String telemetryName) {
    this.key = name().toLowerCase(Locale.ROOT);
    this.telemetryName = telemetryName;
  }

  /** The operation of that name. */
  public static Optional<Operation> of(String key) {
    return Arrays.stream(values()).filter(operation -> operation.key.equals(key)).findFirst();
  }

  /** Its name in configuration, messages and audit records. */
  public String key() {
    return key;
  }

  /** The name OpenTelemetry's GenAI conventions have for it. */
  public String telemetryName() {
    return telemetryName;
  }

  @Override
  public String toString() {
    return key;
  }
}
