package io.aiarco.asc.audit.spend;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LogSegments;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.audit.format.State;
import java.io.IOException;

/** Walks one epoch from its oldest segment on, past the state files that its writer left. */
final class EpochWalk {
  private EpochWalk() {}

  /** Who walks along. */
  interface Visitor {
    /** What the segment that begins at {@code first} goes on from, as its file says. */
    void state(long first, State recorded) throws FormatException;

    /** The next record. */
    void record(RecordView record) throws FormatException;
  }

  /**
   * Walks to where the log ends now.
   *
   * @return the state there, taken as every start takes it: the newest file, and the records since
   */
  static State walk(LogSegments log, Visitor visitor) throws IOException, FormatException {
    State[] state = {new State()};
    log.read(
        log.firsts().first(),
        line -> {
          RecordView record = line.view();
          if (log.firsts().contains(line.seq())) {
            state[0] = log.stateBefore(line.seq());
            visitor.state(line.seq(), state[0]);
          }
          visitor.record(record);
          state[0].apply(record);
          return true;
        });
    return state[0];
  }

  /** The state at the end alone: one file and the records of one segment, whatever lies before. */
  static State end(LogSegments log) throws IOException, FormatException {
    long newest = log.firsts().last();
    State state = log.stateBefore(newest);
    log.read(
        newest,
        line -> {
          state.apply(line.view());
          return true;
        });
    return state;
  }
}
