package io.aiarco.asc.sidecar.cli;

import static io.aiarco.asc.sidecar.cli.ExportColumns.INPUT_TOTAL;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.aiarco.asc.audit.spend.UsageLine;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.TokenClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A provider's usage export: CSV with a heading, RFC 4180, in UTF-8. Immutable.
 *
 * @param classes the token classes that it tells apart
 * @param currency what its costs are in
 */
record UsageExport(List<UsageLine> lines, Set<TokenClass> classes, Currency currency) {

  /**
   * Reads a file.
   *
   * @param currency what costs are in where no column says
   * @throws BrokenExportException naming line and column
   */
  static UsageExport read(Path file, ExportColumns columns, Currency currency) throws IOException {
    Reading reading = new Reading(String.valueOf(file.getFileName()), columns, currency);
    // Too few and too many fields are told by us, with the line.
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .detectBomHeader(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(file)) {
      for (CsvRecord record : csv) {
        reading.take(record);
      }
    } catch (CsvParseException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw reading.broken(reading.line + 1, "", why.getMessage() + " (expected: RFC 4180)");
    }
    return reading.export();
  }

  private static final class Reading {
    private final String file;
    private final ExportColumns columns;
    private final Currency otherwise;
    private final List<UsageLine> lines = new ArrayList<>();
    private List<String> heading = List.of();
    private Map<String, Integer> places = Map.of();
    private @Nullable Currency currency;
    private long line;

    Reading(String file, ExportColumns columns, Currency otherwise) {
      this.file = file;
      this.columns = columns;
      this.otherwise = otherwise;
    }

    void take(CsvRecord record) {
      line = record.getStartingLineNumber();
      if (heading.isEmpty()) {
        heading = record.getFields();
        places = columns.places(heading);
        require(ExportColumns.TIME);
        require(ExportColumns.MODEL);
        if (classes().isEmpty()) {
          throw broken(line, "", "no column of tokens" + found());
        }
        return;
      }
      List<String> fields = record.getFields();
      if (fields.size() != heading.size()) {
        throw broken(
            line, "", fields.size() + " fields (expected: " + heading.size() + ", as the heading)");
      }
      if (!text(fields, ExportColumns.MODEL).isEmpty()) { // OpenAI: an interval without requests
        lines.add(line(fields));
      }
    }

    private void require(String field) {
      if (!places.containsKey(field)) {
        String column = columns.names().getOrDefault(field, "for " + field);
        throw broken(line, column, "missing" + found());
      }
    }

    private String found() {
      return " (expected: in the heading, or --column FIELD=NAME; found: " + heading + ")";
    }

    private UsageLine line(List<String> fields) {
      Map<TokenClass, Long> tokens = new EnumMap<>(TokenClass.class);
      for (TokenClass each : TokenClass.values()) {
        if (places.containsKey(each.key())) {
          tokens.put(each, number(fields, each.key()));
        }
      }
      if (!places.containsKey(TokenClass.INPUT.key()) && places.containsKey(INPUT_TOTAL)) {
        long apart =
            tokens.entrySet().stream()
                .filter(entry -> !entry.getKey().isOutput())
                .mapToLong(Map.Entry::getValue)
                .sum();
        long total = number(fields, INPUT_TOTAL);
        if (total < apart) {
          throw broken(
              line, column(INPUT_TOTAL), total + " (expected: at least its parts, " + apart + ")");
        }
        tokens.put(TokenClass.INPUT, total - apart);
      }
      return new UsageLine(
          line,
          time(fields),
          text(fields, ExportColumns.MODEL),
          text(fields, ExportColumns.REQUEST_ID),
          number(fields, ExportColumns.REQUESTS),
          tokens,
          cost(fields));
    }

    private @Nullable Money cost(List<String> fields) {
      String text = text(fields, ExportColumns.COST);
      if (text.isEmpty()) {
        return null;
      }
      String code = text(fields, ExportColumns.CURRENCY);
      try {
        Currency stated = code.isEmpty() ? otherwise : new Currency(code.toUpperCase(Locale.ROOT));
        if (currency != null && !currency.equals(stated)) {
          throw broken(
              line, column(ExportColumns.CURRENCY), code + " (expected: " + currency + ")");
        }
        currency = stated;
        return rounded(text, stated);
      } catch (BrokenExportException e) {
        throw e;
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw broken(line, column(ExportColumns.COST), text + " (expected: an amount)");
      }
    }

    /** Exports have been seen with sixteen decimals; a billionth is what we reckon in. */
    private static Money rounded(String text, Currency currency) {
      BigDecimal amount = new BigDecimal(text).setScale(9, RoundingMode.HALF_EVEN);
      return Money.of(amount.toPlainString(), currency);
    }

    private Instant time(List<String> fields) {
      String text = text(fields, ExportColumns.TIME);
      try {
        if (text.matches("[0-9]{9,11}")) {
          return Instant.ofEpochSecond(Long.parseLong(text));
        }
        return text.length() == 10
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
      } catch (DateTimeException e) {
        throw broken(
            line,
            column(ExportColumns.TIME),
            text + " (expected: 2026-11-25, an instant in ISO 8601, or seconds since 1970)");
      }
    }

    private long number(List<String> fields, String field) {
      String text = text(fields, field);
      if (text.isEmpty()) {
        return 0;
      }
      if (!text.matches("[0-9]{1,18}")) {
        throw broken(line, column(field), text + " (expected: a whole number)");
      }
      return Long.parseLong(text);
    }

    private String text(List<String> fields, String field) {
      Integer place = places.get(field);
      return place == null ? "" : fields.get(place).strip();
    }

    private String column(String field) {
      return columns.names().getOrDefault(field, field);
    }

    BrokenExportException broken(long at, String column, String what) {
      return new BrokenExportException(file, at, column, what);
    }

    private Set<TokenClass> classes() {
      return Arrays.stream(TokenClass.values())
          .filter(
              each ->
                  places.containsKey(each.key())
                      || each == TokenClass.INPUT && places.containsKey(INPUT_TOTAL))
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenClass.class)));
    }

    UsageExport export() {
      if (lines.isEmpty()) {
        throw broken(Math.max(1, line), "", "no line with a model (expected: at least one)");
      }
      return new UsageExport(lines, classes(), currency == null ? otherwise : currency);
    }
  }
}
