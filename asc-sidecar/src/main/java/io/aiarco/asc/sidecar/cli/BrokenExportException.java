package io.aiarco.asc.sidecar.cli;

/** A usage export that is not what it should be, with the place. */
final class BrokenExportException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final long line;
  private final String column;

  /**
   * {@code what} is wrong on that line.
   *
   * @param column the column's name; empty for the line as such
   */
  BrokenExportException(String file, long line, String column, String what) {
    super(file + ":" + line + (column.isEmpty() ? "" : " column " + column) + ": " + what);
    this.line = line;
    this.column = column;
  }

  long line() {
    return line;
  }

  String column() {
    return column;
  }
}
