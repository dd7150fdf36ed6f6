package io.aiarco.asc.chat;

import java.util.Locale;

/** How much a model should think before it answers, from nothing to all it can. */
public enum ReasoningEffort {
  /** Not at all. */
  NONE,
  /** As little as it can. */
  MINIMAL,
  /** Little. */
  LOW,
  /** The usual. */
  MEDIUM,
  /** Much. */
  HIGH,
  /** More. */
  XHIGH,
  /** All it can. */
  MAX;

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The word all wires have for it, in lower case. */
  public String key() {
    return key;
  }
}
