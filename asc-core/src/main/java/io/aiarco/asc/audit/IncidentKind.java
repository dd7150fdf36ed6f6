package io.aiarco.asc.audit;

/** What an incident contradicts. */
public enum IncidentKind {
  /** A provider says that it worked in another region than the one policy relied on. */
  RESIDENCY;

  /** The word in records and metrics. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
