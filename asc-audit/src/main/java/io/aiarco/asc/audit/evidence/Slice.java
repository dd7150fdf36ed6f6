package io.aiarco.asc.audit.evidence;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.RecordLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one log holds for a {@link PackRequest}: the tenant's records from the first to the last in
 * the time asked for, with every {@code tseq} between, up to the tally that closes them; and the
 * records of no tenant that say under which keys, policies and conditions they were made.
 */
final class Slice {
  private static final Set<String> CONTEXT =
      Set.of(
          "log.open",
          "key.rotate",
          "policy.activate",
          "credential.rotate",
          "degraded.begin",
          "degraded.end",
          "anchor");

  private final List<FoundRecord> records = new ArrayList<>();
  private final List<FoundRecord> context = new ArrayList<>();

  private Slice() {}

  /** Reads the records of {@code log} below {@code size}. */
  static Slice read(LogReader log, long size, PackRequest request)
      throws IOException, FormatException {
    Slice slice = new Slice();
    Reading reading = new Reading(slice, request);
    log.read(
        log.oldestSegment(),
        line -> {
          if (line.seq() < size) {
            reading.take(line);
          }
          return line.seq() + 1 < size;
        });
    return slice;
  }

  /** The tenant's, in order. */
  List<FoundRecord> records() {
    return records;
  }

  /** Those of no tenant. */
  List<FoundRecord> context() {
    return context;
  }

  /** Takes line after line; a record outside the time counts when one inside follows. */
  private static final class Reading {
    private final Slice slice;
    private final PackRequest request;
    private final byte[] quotedTenant;
    private final Set<Object> callsOfSubject = new HashSet<>();
    private final List<FoundRecord> held = new ArrayList<>();
    private boolean closed;

    Reading(Slice slice, PackRequest request) {
      this.slice = slice;
      this.request = request;
      this.quotedTenant =
          ("\"tenant\":\"" + request.tenant() + "\"").getBytes(StandardCharsets.UTF_8);
    }

    void take(RecordLines line) throws FormatException {
      boolean maybeTenant = line.contains(quotedTenant);
      if (maybeTenant || !line.contains("\"tseq\":".getBytes(StandardCharsets.UTF_8))) {
        Map<String, Object> record = line.record();
        if (request.tenant().equals(record.get("tenant"))) {
          ofTenant(line, record);
        } else if (CONTEXT.contains(String.valueOf(record.get("type")))) {
          slice.context.add(RecordFinder.found(line, record));
        }
      }
    }

    private void ofTenant(RecordLines line, Map<String, Object> record) throws FormatException {
      if (request.subject() != null && !isOfSubject(record)) {
        return;
      }
      Instant at = Instant.parse(String.valueOf(record.get("ts")));
      boolean inside = !at.isBefore(request.from()) && at.isBefore(request.to());
      boolean closes =
          !inside
              && !closed
              && !slice.records.isEmpty()
              && "tenant.tally".equals(record.get("type"));
      if (inside || !slice.records.isEmpty()) {
        held.add(RecordFinder.found(line, record));
      }
      if (inside || closes) {
        slice.records.addAll(held);
        held.clear();
        closed = closes;
      }
    }

    private boolean isOfSubject(Map<String, Object> record) {
      Object call = record.get("call");
      if (String.valueOf(request.subject()).equals(record.get("subject"))) {
        callsOfSubject.add(call);
        return true;
      }
      return call != null && callsOfSubject.contains(call);
    }
  }
}
