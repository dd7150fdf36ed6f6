package io.aiarco.asc.audit.format;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that a verifier asks every record for, or most, docs/audit-format.md §2 and §3. */
public enum Key {
  ATTEMPTS,
  CALL,
  CALLER,
  CODE,
  DUR,
  EXPIRES,
  HOLD,
  ID,
  LOG,
  MODEL,
  N,
  OP,
  OVER,
  PLAN,
  POLICY,
  PREV,
  PRINCIPAL,
  SEQ,
  SETTLE,
  STATUS,
  SUBJECT,
  TAGS,
  TENANT,
  TS,
  TSEQ,
  TYPE,
  V;

  private static final Map<String, Key> BY_TEXT = new HashMap<>();

  static {
    for (Key key : values()) {
      BY_TEXT.put(key.text, key);
    }
  }

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The path of every record has arrays by key, which an EnumMap is not quite as quick as. */
  @SuppressWarnings("EnumOrdinal")
  private final int place = ordinal();

  /** Its place among them all. */
  int place() {
    return place;
  }

  /** The key that is spelled so; null when it is none of these. */
  static @Nullable Key of(String text) {
    return BY_TEXT.get(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
