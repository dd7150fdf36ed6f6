package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.Origin;

/**
 * What the registry is to be told of one log, docs/audit-format.md §8. Immutable.
 *
 * @param log which one
 * @param record as the registry will have it
 */
record Sighting(Kind kind, Origin log, Draft record) {
  /** The type of record. */
  enum Kind {
    /** The log begins. */
    OPEN("writer.open"),
    /** So long it is, and this is the root of its tree. */
    SEEN("writer.seen"),
    /** The same where its process closed it. */
    CLOSE("writer.close");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** As it is spelled in records. */
    String type() {
      return type;
    }
  }

  /** A log whose first record bears {@code vkey}. */
  static Sighting open(Origin log, String vkey, Drafts drafts) {
    return new Sighting(Kind.OPEN, log, drafts.writerOpen(log, vkey));
  }

  /** How long a log is now. */
  static Sighting of(Kind kind, OpenLog log) {
    return new Sighting(
        kind, log.origin(), log.drafts().writerSeen(kind.type(), log.origin(), log.frontier()));
  }
}
