package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.spend.SpentAttempt;
import io.aiarco.asc.budget.prices.PriceRow;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.usage.Cost;
import io.aiarco.asc.usage.TokenClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what an attempt cost and by which row of which price book. Immutable. */
record AttemptText(List<PriceTable> books) {
  private static final int SHOWN_DIGITS = 12;

  AttemptText {
    books = List.copyOf(books);
  }

  /** On one line; {@code at}, the time of its record, picks the row. */
  String of(SpentAttempt attempt, String at) {
    List<String> cells = new ArrayList<>();
    cells.add(endpoint(attempt));
    cells.add(attempt.failure().isEmpty() ? "ok" : attempt.failure());
    cells.add(
        tokens(attempt)
            .map(each -> each.key() + " " + attempt.usage().tokens(each))
            .collect(Collectors.joining(", ")));
    Cost cost = attempt.cost();
    if (cost == null) {
      cells.add(attempt.usage().totalTokens() == 0 ? "not charged" : "no price");
    } else {
      cells.add(cost.amount() + " " + cost.source().key());
      cells.add(
          cost.priceBook().isEmpty()
              ? ""
              : "book "
                  + cost.priceBook()
                      .substring(0, Math.min(SHOWN_DIGITS, cost.priceBook().length())));
      cells.add(row(attempt, at).map(row -> "row " + row).orElse(""));
    }
    cells.removeIf(String::isEmpty);
    return String.join("  ", cells);
  }

  /** Writes a list of them. */
  void write(CanonicalJson json, List<SpentAttempt> attempts, String at) {
    json.beginArray();
    for (SpentAttempt attempt : attempts) {
      Cost cost = attempt.cost();
      json.beginObject();
      if (cost != null) {
        json.name("book").value(cost.priceBook()).name("cost").value(cost.amount().decimal());
        json.name("currency").value(cost.amount().currency().code());
      }
      json.name("endpoint").value(endpoint(attempt)).name("failure").value(attempt.failure());
      json.name("request").value(attempt.requestId());
      row(attempt, at).ifPresent(row -> json.name("row").value(row.toString()));
      json.name("source").value((cost == null ? attempt.usage().source() : cost.source()).key());
      json.name("usage").beginObject();
      tokens(attempt)
          .sorted(Comparator.comparing(TokenClass::key))
          .forEach(each -> json.name(each.key()).value(attempt.usage().tokens(each)));
      json.endObject().endObject();
    }
    json.endArray();
  }

  private Optional<PriceRow> row(SpentAttempt attempt, String at) {
    Cost cost = attempt.cost();
    EndpointId endpoint = attempt.endpoint();
    if (cost == null || endpoint == null) {
      return Optional.empty();
    }
    return books.stream()
        .filter(book -> book.sha256().equals(cost.priceBook()))
        .findFirst()
        .flatMap(book -> book.row(endpoint, Instant.parse(at), attempt.usage().terms()));
  }

  private static String endpoint(SpentAttempt attempt) {
    return attempt.endpoint() == null ? "unknown" : attempt.endpoint().toString();
  }

  private static Stream<TokenClass> tokens(SpentAttempt attempt) {
    return Arrays.stream(TokenClass.values()).filter(each -> attempt.usage().tokens(each) > 0);
  }
}
