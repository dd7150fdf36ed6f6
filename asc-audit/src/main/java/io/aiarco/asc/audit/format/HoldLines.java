package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.require;
import static io.aiarco.asc.audit.format.FormatException.shown;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.money.Currency;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code hold} and {@code settle}: writes them, and reads them with every check of the format. */
public final class HoldLines {
  private static final Map<String, Unit> NAMED_UNITS =
      Map.of(
          "tok",
          Unit.TOKENS,
          "req",
          Unit.REQUESTS,
          "par",
          Unit.PARALLEL,
          "USD",
          Unit.money(Currency.USD));
  private static final int MAX_DECIMALS = 9;
  private static final String PART = "(?:[a-z0-9._-]|%[0-9A-F]{2})+";
  private static final Pattern ACCOUNT =
      Pattern.compile(
          PART
              + "(?:/"
              + PART
              + ")*/([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}(?::[0-9]{2})?)?)?)?|total|now)"
              + "~(always|[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)");
  private static final Pattern ESCAPE = Pattern.compile("%(..)");
  private static final String YEAR_START = "0000-01-01";

  /** Accounts read before: a log names few, again and again. */
  private static final Map<Unit, Map<String, Account>> KNOWN = new ConcurrentHashMap<>();

  private static final int MAX_KNOWN = 10_000;

  private HoldLines() {}

  /** Writes a list in the order given. */
  public static void write(CanonicalJson json, List<HoldLine> lines) {
    json.beginArray();
    for (HoldLine line : lines) {
      json.beginObject().name("accounts").beginArray();
      for (Account account : line.accounts()) {
        json.beginText().text(account.scope()).text("/").text(account.span()).endText();
      }
      json.endArray().name("amount").value(line.unit().format(line.amount()));
      json.name("unit").value(line.unit().code()).endObject();
    }
    json.endArray();
  }

  /**
   * Checks a list before it is written.
   *
   * @throws IllegalArgumentException when it is longer than the format lets it be; the compiler of
   *     configurations refuses limits that could lead here
   */
  public static void requireFits(String what, List<HoldLine> lines) {
    int accounts = 0;
    for (HoldLine line : lines) {
      accounts += line.accounts().size();
    }
    if (lines.size() > HoldLine.MOST_LINES || accounts > HoldLine.MOST_ACCOUNTS) {
      throw new IllegalArgumentException(
          what
              + ": "
              + lines.size()
              + " lines, "
              + accounts
              + " accounts (expected: at most "
              + HoldLine.MOST_LINES
              + " and "
              + HoldLine.MOST_ACCOUNTS
              + ")");
    }
  }

  /** The same lines as lists that fit; one empty list for none. */
  public static List<List<HoldLine>> lists(List<HoldLine> lines) {
    List<List<HoldLine>> lists = new ArrayList<>();
    List<HoldLine> last = new ArrayList<>();
    lists.add(last);
    int accounts = 0;
    for (HoldLine line : lines) {
      for (int i = 0; i < line.accounts().size(); i += HoldLine.MOST_ACCOUNTS) {
        int end = Math.min(line.accounts().size(), i + HoldLine.MOST_ACCOUNTS);
        if (last.size() == HoldLine.MOST_LINES || accounts + end - i > HoldLine.MOST_ACCOUNTS) {
          last = new ArrayList<>();
          lists.add(last);
          accounts = 0;
        }
        last.add(new HoldLine(line.unit(), line.amount(), line.accounts().subList(i, end)));
        accounts += end - i;
      }
    }
    return lists;
  }

  /** Reads one list of a record. */
  public static List<HoldLine> read(@Nullable Object value, boolean parallelAllowed)
      throws FormatException {
    List<HoldLine> lines = readAll(value, parallelAllowed);
    require(
        lines.size() <= HoldLine.MOST_LINES,
        () -> "hold lines: " + lines.size() + " (expected: at most " + HoldLine.MOST_LINES + ")");
    int count = 0;
    for (HoldLine line : lines) {
      count += line.accounts().size();
    }
    if (count > HoldLine.MOST_ACCOUNTS) {
      throw new FormatException(
          "hold lines: " + count + " accounts (expected: at most " + HoldLine.MOST_ACCOUNTS + ")");
    }
    return lines;
  }

  /** Reads the hold lists of a state row, concatenated: without the limits of a single list. */
  static List<HoldLine> readAll(@Nullable Object value, boolean parallelAllowed)
      throws FormatException {
    require(value instanceof List<?>, () -> "hold lines: " + shown(value) + " (expected: a list)");
    List<HoldLine> lines = new ArrayList<>();
    for (Object line : (List<?>) java.util.Objects.requireNonNull(value)) {
      require(
          line instanceof Map<?, ?>, () -> "hold line: " + shown(line) + " (expected: an object)");
      lines.add(readLine((Map<?, ?>) line, parallelAllowed));
    }
    return lines;
  }

  private static HoldLine readLine(Map<?, ?> line, boolean parallelAllowed) throws FormatException {
    Unit unit = unit(line.get("unit"));
    require(
        parallelAllowed || !unit.equals(Unit.PARALLEL),
        "settle: unit par (expected: par only in holds)");
    long amount = amount(unit, line.get("amount"));
    require(line.get("accounts") instanceof List<?>, "accounts: (expected: a list)");
    List<Account> accounts = new ArrayList<>();
    for (Object id : (List<?>) java.util.Objects.requireNonNull(line.get("accounts"))) {
      accounts.add(account(unit, id));
    }
    require(isSet(accounts), "accounts: an id stands twice in one list");
    return new HoldLine(unit, amount, accounts);
  }

  private static boolean isSet(List<Account> accounts) {
    if (accounts.size() > HoldLine.MOST_ACCOUNTS) {
      return new HashSet<>(accounts).size() == accounts.size();
    }
    for (int i = 1; i < accounts.size(); i++) {
      if (accounts.subList(0, i).contains(accounts.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Reads a unit. */
  public static Unit unit(@Nullable Object value) throws FormatException {
    Unit named = value instanceof String code ? NAMED_UNITS.get(code) : null;
    if (named != null) {
      return named;
    }
    if (value instanceof String code && isCurrency(code)) {
      return new Unit(code);
    }
    throw new FormatException("unit: " + shown(value) + " (expected: ISO 4217, tok, req or par)");
  }

  private static boolean isCurrency(String code) {
    return code.length() == 3 && code.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  /** Reads an amount of at least 0, in its minimal form. */
  public static long amount(Unit unit, @Nullable Object value) throws FormatException {
    String text = value instanceof String given ? given : "";
    int dot = text.indexOf('.');
    int whole = dot < 0 ? text.length() : dot;
    int decimals = dot < 0 ? 0 : text.length() - dot - 1;
    require(
        isDigits(text, 0, whole)
            && (whole == 1 || text.charAt(0) != '0')
            && (dot < 0
                || isDigits(text, dot + 1, text.length())
                    && decimals <= MAX_DECIMALS
                    && !text.endsWith("0")),
        () -> "amount: " + shown(value) + " (expected: a minimal decimal string >= 0)");
    try {
      long amount = digits(text, 0, whole);
      if (unit.isMoney()) {
        for (int i = 0; i < MAX_DECIMALS; i++) {
          int digit = i < decimals ? text.charAt(dot + 1 + i) - '0' : 0;
          amount = Math.addExact(Math.multiplyExact(amount, 10L), digit);
        }
        return amount;
      }
      if (dot < 0) {
        return amount;
      }
    } catch (ArithmeticException e) {
      // Said below: it is too large, as a fraction of a token is too small.
    }
    throw new FormatException("amount: " + shown(text) + " (expected: one that fits " + unit + ")");
  }

  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }

  private static long digits(String text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = Math.addExact(Math.multiplyExact(value, 10L), text.charAt(i) - '0');
    }
    return value;
  }

  /** Reads the amount of an adjustment, which alone bears a sign. */
  public static long signedAmount(Unit unit, @Nullable Object value) throws FormatException {
    if (value instanceof String text && text.startsWith("-")) {
      require(!text.equals("-0"), "amount: -0 (expected: 0)");
      return -amount(unit, text.substring(1));
    }
    return amount(unit, value);
  }

  /** Reads an account id. */
  public static Account account(Unit unit, @Nullable Object value) throws FormatException {
    Map<String, Account> known = KNOWN.computeIfAbsent(unit, any -> new ConcurrentHashMap<>());
    Account seen = value instanceof String id ? known.get(id) : null;
    if (seen != null) {
      return seen;
    }
    Account account = readAccount(unit, value);
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    known.put(account.id(), account);
    return account;
  }

  private static Account readAccount(Unit unit, @Nullable Object value) throws FormatException {
    Matcher matcher = value instanceof String id ? ACCOUNT.matcher(id) : null;
    require(
        matcher != null && matcher.matches(),
        () -> "account: " + shown(value) + " (expected: <scope>/<period>~<end>)");
    String id = (String) java.util.Objects.requireNonNull(value);
    String period = java.util.Objects.requireNonNull(matcher).group(1);
    Matcher escape = ESCAPE.matcher(id);
    while (escape.find()) {
      int code = Integer.parseInt(escape.group(1), 16);
      require(
          "abcdefghijklmnopqrstuvwxyz0123456789._-".indexOf(code) < 0,
          () -> "account: " + id + " (expected: %" + escape.group(1) + " unescaped)");
    }
    if (Character.isDigit(period.charAt(0))) {
      int given = Math.min(period.length(), YEAR_START.length());
      requireDate(period.substring(0, given) + YEAR_START.substring(given));
      require(
          (period.length() < 13 || period.substring(11, 13).compareTo("24") < 0)
              && (period.length() < 16 || period.substring(14, 16).compareTo("60") < 0),
          () -> "account: period " + period + " (expected: a time of day)");
    }
    if (!matcher.group(2).equals("always")) {
      requireDate(matcher.group(2).substring(0, 10));
    }
    try {
      return Account.parse(unit, id);
    } catch (IllegalArgumentException e) {
      throw new FormatException("account: " + shown(id) + " (expected: at most 96 bytes)");
    }
  }

  /** Requires {@code date} to exist: 30 February does not. */
  static void requireDate(String date) throws FormatException {
    try {
      LocalDate.parse(date);
    } catch (DateTimeException e) {
      throw new FormatException("date: " + shown(date) + " (expected: a calendar date)");
    }
  }
}
