package io.aiarco.asc.audit.format;

import io.aiarco.asc.budget.Account;
import io.aiarco.asc.budget.HoldLine;
import io.aiarco.asc.budget.Unit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of holds whose accounts were read before: a log names few lists of accounts, again and
 * again, and finding one by its bytes costs less than reading it. What is not found, or has an
 * amount out of the ordinary, is for {@link HoldLines}, which alone knows the rules. Thread-safe,
 * since entries are immutable and nothing depends on which one is found.
 */
final class KnownLines {
  private static final int MAX_BYTES = 1_024;
  private static final int PLAIN_DIGITS = 9;
  private static final Known[] KNOWN = new Known[1 << 12];

  private static final class Known {
    private final byte[] unit;
    private final byte[] ids;
    private final Unit read;
    private final List<Account> accounts;

    Known(byte[] unit, byte[] ids, HoldLine line) {
      this.unit = unit;
      this.ids = ids;
      this.read = line.unit();
      this.accounts = line.accounts();
    }
  }

  private KnownLines() {}

  /** Reads a list; null when not all of it is known. */
  static @Nullable List<HoldLine> read(
      Shape.Line[] lines, byte[] bytes, int[] holes, boolean parallelAllowed) {
    if (lines.length > HoldLine.MOST_LINES) {
      return null;
    }
    HoldLine[] read = new HoldLine[lines.length];
    int accounts = 0;
    for (int i = 0; i < read.length; i++) {
      Shape.Line line = lines[i];
      Known known = KNOWN[place(line, bytes, holes)];
      if (known == null
          || !same(known.unit, line.unit(), line.unit(), bytes, holes)
          || !same(known.ids, line.firstAccount(), line.lastAccount(), bytes, holes)) {
        return null;
      }
      long amount =
          amount(known.read, bytes, holes[2 * line.amount()], holes[2 * line.amount() + 1]);
      accounts += known.accounts.size();
      if (amount < 0 || !parallelAllowed && known.read.equals(Unit.PARALLEL)) {
        return null;
      }
      read[i] = new HoldLine(known.read, amount, known.accounts);
    }
    return accounts > HoldLine.MOST_ACCOUNTS ? null : List.of(read);
  }

  /** Remembers the accounts of a list that was {@code read}. */
  static void remember(Shape.Line[] lines, byte[] bytes, int[] holes, List<HoldLine> read) {
    for (int i = 0; i < lines.length; i++) {
      Shape.Line line = lines[i];
      byte[] ids = copy(line.firstAccount(), line.lastAccount(), bytes, holes);
      if (ids.length <= MAX_BYTES) {
        byte[] unit = copy(line.unit(), line.unit(), bytes, holes);
        KNOWN[place(line, bytes, holes)] = new Known(unit, ids, read.get(i));
      }
    }
  }

  private static int place(Shape.Line line, byte[] bytes, int[] holes) {
    long hash =
        Bytes.hash(bytes, holes[2 * line.firstAccount()], holes[2 * line.lastAccount() + 1]);
    return (int) hash & KNOWN.length - 1;
  }

  private static boolean same(byte[] known, int first, int last, byte[] bytes, int[] holes) {
    return Bytes.same(known, 0, known.length, bytes, holes[2 * first], holes[2 * last + 1]);
  }

  private static byte[] copy(int first, int last, byte[] bytes, int[] holes) {
    return Arrays.copyOfRange(bytes, holes[2 * first], holes[2 * last + 1]);
  }

  /** An amount of few digits in its minimal form; -1 for any other text. */
  private static long amount(Unit unit, byte[] bytes, int from, int to) {
    int point = from;
    while (point < to && bytes[point] != '.') {
      point++;
    }
    int decimals = Math.max(0, to - point - 1);
    if (!isNumber(bytes, from, point)
        || point - from > 1 && bytes[from] == '0'
        || point < to
            && (!unit.isMoney() || !isNumber(bytes, point + 1, to) || bytes[to - 1] == '0')) {
      return -1;
    }
    long amount = Bytes.integer(bytes, from, point);
    if (unit.isMoney()) {
      for (int i = 0; i < PLAIN_DIGITS; i++) {
        amount = 10 * amount + (i < decimals ? bytes[point + 1 + i] - '0' : 0);
      }
    }
    return amount;
  }

  private static boolean isNumber(byte[] bytes, int from, int to) {
    return to - from <= PLAIN_DIGITS && Bytes.isNumber(bytes, from, to);
  }
}
