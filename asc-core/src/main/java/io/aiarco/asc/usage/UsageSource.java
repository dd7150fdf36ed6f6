package io.aiarco.asc.usage;

/** How far a {@link Usage} can be trusted. */
public enum UsageSource {
  /** The provider's final figures. */
  REPORTED,
  /** The provider's figures up to where the reply broke off. */
  PARTIAL,
  /** Counted or bounded by ASC. */
  ESTIMATED,
  /** The provider said nothing; the figures are zero and mean nothing. Absent is not zero. */
  ABSENT;

  /** The name in records and metrics. */
  public String key() {
    return switch (this) {
      case REPORTED -> "reported";
      case PARTIAL -> "partial";
      case ESTIMATED -> "estimated";
      case ABSENT -> "absent";
    };
  }
}
