package io.aiarco.asc.audit.spend;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.spend.AttemptReader.text;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.HoldLines;
import io.aiarco.asc.audit.format.RecordLines;
import io.aiarco.asc.audit.format.RecordView;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of calls together, in the order of their ends. Holds the calls in flight and
 * nothing else, so memory does not grow with the log. Single-thread.
 */
final class CallReader {
  private static final Began UNKNOWN = new Began("", "", Map.of(), null);

  private final Map<String, Began> open = new HashMap<>();
  private final AttemptReader attempts = new AttemptReader();
  private final Sink sink;

  /** What an intent says. */
  private record Began(String at, String team, Map<?, ?> tags, @Nullable EndpointId planned) {}

  /** What is done with each. */
  interface Sink {
    void ended(SpentCall call) throws FormatException;

    void answered(Answered call) throws FormatException;
  }

  private CallReader(Sink sink) {
    this.sink = sink;
  }

  /** Reads all writers' logs in these folders; how many calls have no end yet. */
  static long read(List<Path> folders, Sink sink) throws IOException {
    long unended = 0;
    for (WriterLog writer : WriterLog.in(folders)) {
      CallReader reader = new CallReader(sink);
      try {
        writer.read(reader::take);
      } catch (FormatException e) {
        throw new IOException(writer.newest() + ": " + e.getMessage(), e);
      }
      unended += reader.open.size();
    }
    return unended;
  }

  private void take(RecordLines line) throws FormatException {
    RecordView record = line.view();
    switch (record.type()) {
      case "call.intent" ->
          open.put(
              text(record, "call"),
              new Began(text(record, "ts"), text(record, "team"), tags(record), planned(record)));
      case "call.outcome" ->
          sink.ended(ended(record, text(record, "status"), attempts.read(record.get("attempts"))));
      case "call.orphan" -> sink.ended(ended(record, "orphan", charged(record)));
      case "gap" -> sink.ended(ended(record, "gap", charged(record)));
      case "decision" -> sink.answered(answered(record));
      default -> {}
    }
  }

  private SpentCall ended(RecordView record, String status, List<SpentAttempt> attempts) {
    String call = text(record, "call");
    Began intent = open.remove(call);
    Began began = intent == null ? UNKNOWN : intent;
    return new SpentCall(
        began.at().isEmpty() ? text(record, "ts") : began.at(), // its intent has been pruned
        call,
        record.get("calls") instanceof Long calls ? calls : 1,
        text(record, "tenant"),
        began.team(),
        began.tags(),
        status,
        attempts);
  }

  /**
   * What was charged to calls that nobody has seen the end of, as one attempt that produced
   * nothing. A list charges one amount to several accounts: the largest is what the call cost.
   */
  private List<SpentAttempt> charged(RecordView record) throws FormatException {
    Map<String, Money> most = new HashMap<>();
    for (HoldLine charge : record.settle()) {
      if (charge.unit().isMoney()) {
        Money money = new Money(charge.amount(), new Currency(charge.unit().code()));
        most.merge(charge.unit().code(), money, (a, b) -> a.compareTo(b) > 0 ? a : b);
      }
    }
    Began began = open.getOrDefault(text(record, "call"), UNKNOWN);
    List<SpentAttempt> charged = new ArrayList<>();
    for (Money money : most.values()) {
      Cost cost = new Cost(money, UsageSource.ESTIMATED, "");
      charged.add(new SpentAttempt(began.planned(), "", "", "unknown", Usage.ABSENT, cost));
    }
    return charged;
  }

  private static Answered answered(RecordView record) throws FormatException {
    String decision = text(record, "decision");
    return new Answered(
        text(record, "ts"),
        text(record, "tenant"),
        text(record, "team"),
        tags(record),
        !decision.equals("duplicate") && !decision.equals("cache_hit"),
        record.get("saved") instanceof Map<?, ?> saved ? money(saved) : null);
  }

  private static Money money(Map<?, ?> amount) throws FormatException {
    Unit unit = HoldLines.unit(amount.get("unit"));
    require(unit.isMoney(), () -> "saved: " + unit + " (expected: ISO 4217)");
    long nanos = HoldLines.amount(unit, amount.get("amount"));
    return new Money(nanos, new Currency(unit.code()));
  }

  private static Map<?, ?> tags(RecordView record) {
    return record.get("tags") instanceof Map<?, ?> tags ? tags : Map.of();
  }

  private @Nullable EndpointId planned(RecordView record) throws FormatException {
    return record.get("plan") instanceof List<?> plan
            && !plan.isEmpty()
            && plan.get(0) instanceof String first
        ? attempts.endpoint(first)
        : null;
  }
}
