package io.aiarco.asc.audit;

/** What a commitment is to; docs/audit-format.md §4 has the keys. */
public enum ContentField {
  /** What was asked. */
  PROMPT("prompt/1"),
  /** What the caller got. */
  REPLY("reply/1");

  private final String key;

  ContentField(String key) {
    this.key = key;
  }

  /** As it is spelled in commitments. */
  public String key() {
    return key;
  }
}
