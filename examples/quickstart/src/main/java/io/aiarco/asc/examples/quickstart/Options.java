package io.aiarco.asc.examples.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What was typed after {@code ./asc demo}. Immutable.
 *
 * @param keep the folder that keeps the data; null for one that is deleted at the end
 * @param live whether to talk to a real provider
 * @param help whether only the usage is wanted
 */
record Options(@Nullable Path keep, boolean live, boolean help) {
  static final String USAGE =
      """
      Usage: asc demo [--keep DIR] [--live]
        --keep DIR  keep configuration and audit log in DIR (new, or an empty folder)
        --live      talk to the real provider whose OPENAI_API_KEY or ANTHROPIC_API_KEY is set; costs some cents
      Exit codes: 0 all checks held, 1 one did not, 2 wrong usage.\
      """;

  /**
   * Reads the arguments.
   *
   * @throws UsageException naming the one that is wrong
   */
  static Options parse(String... args) {
    Path keep = null;
    boolean live = false;
    boolean help = false;
    for (Iterator<String> rest = Arrays.asList(args).iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--live" -> live = true;
        case "--help", "-h" -> help = true;
        case "--keep" -> keep = folder(rest.hasNext() ? rest.next() : "");
        default ->
            throw new UsageException("option: " + option + " (expected: --keep DIR or --live)");
      }
    }
    return new Options(keep, live, help);
  }

  private static Path folder(String text) {
    if (text.isEmpty() || text.startsWith("-")) {
      throw new UsageException("--keep: nothing (expected: a folder)");
    }
    Path folder = Path.of(text).toAbsolutePath().normalize();
    String[] entries = folder.toFile().list();
    if (Files.exists(folder) && (entries == null || entries.length > 0)) {
      throw new UsageException("--keep: " + text + " (expected: a new or an empty folder)");
    }
    return folder;
  }
}
