package io.aiarco.asc.audit.spend;

import static io.aiarco.asc.audit.spend.AttemptReader.text;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.budget.HoldLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one call held and was charged, and what for. Immutable.
 *
 * @param began when its intent was made
 * @param status how it ended, {@code orphan}, or {@code open}
 * @param held all it held, the intent's first
 * @param settled what was charged, per account
 */
public record CallStatement(
    String call,
    String tenant,
    String began,
    String status,
    List<HoldLine> held,
    List<SpentAttempt> attempts,
    List<HoldLine> settled) {
  public CallStatement {
    held = List.copyOf(held);
    attempts = List.copyOf(attempts);
    settled = List.copyOf(settled);
  }

  /** Looks a call up; empty when nothing was held for one of this id. */
  public static Optional<CallStatement> read(List<Path> folders, String call) throws IOException {
    Reading reading = new Reading(call);
    for (WriterLog writer : WriterLog.in(folders)) {
      try {
        writer.read(
            line -> {
              if (line.contains(reading.mark)) {
                reading.take(line.view());
              }
            });
      } catch (FormatException e) {
        throw new IOException(writer.newest() + ": " + e.getMessage(), e);
      }
    }
    return reading.statement();
  }

  private static final class Reading {
    private final String call;
    private final byte[] mark;
    private final List<HoldLine> held = new ArrayList<>();
    private List<SpentAttempt> attempts = List.of();
    private List<HoldLine> settled = List.of();
    private String tenant = "";
    private String began = "";
    private String status = "open";

    Reading(String call) {
      this.call = call;
      this.mark = ("\"call\":\"" + call + "\"").getBytes(StandardCharsets.UTF_8);
    }

    void take(RecordView record) throws FormatException {
      if (!call.equals(record.get("call"))) {
        return;
      }
      switch (record.type()) {
        case "call.intent" -> {
          began = text(record, "ts");
          tenant = text(record, "tenant");
          held.addAll(record.hold());
        }
        case "call.attempt", "call.hold" -> held.addAll(record.hold());
        case "call.outcome", "call.orphan" -> {
          status = text(record, "status").isEmpty() ? "orphan" : text(record, "status");
          tenant = text(record, "tenant");
          settled = record.settle();
          attempts = new AttemptReader().read(record.get("attempts"));
        }
        default -> {}
      }
    }

    Optional<CallStatement> statement() {
      return tenant.isEmpty()
          ? Optional.empty()
          : Optional.of(new CallStatement(call, tenant, began, status, held, attempts, settled));
    }
  }
}
