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
 * @param role whose questions are answered; a newcomer's are the whole tour
 * @param live whether to talk to a real provider
 * @param help whether only the usage is wanted
 */
record Options(@Nullable Path keep, Role role, boolean live, boolean help) {
  static final String USAGE =
      """
      Usage: asc demo [--as auditor|finance] [--keep DIR] [--live]
        --as auditor  did any byte of acme leave the eu, and is the record complete? (needs openssl 3, jq, tar)
        --as finance  who spent what on which tag, and which call went past the gateway?
        --keep DIR  keep configuration and audit log in DIR (new, or an empty folder)
        --live      talk to the real provider whose OPENAI_API_KEY or ANTHROPIC_API_KEY is set; costs some cents
      Exit codes: 0 all checks held, 1 one did not, 2 wrong usage.\
      """;

  /** Who asks. */
  enum Role {
    NEWCOMER,
    AUDITOR,
    FINANCE
  }

  /**
   * Reads the arguments.
   *
   * @throws UsageException naming the one that is wrong
   */
  static Options parse(String... args) {
    Path keep = null;
    Role role = Role.NEWCOMER;
    boolean live = false;
    boolean help = false;
    for (Iterator<String> rest = Arrays.asList(args).iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--live" -> live = true;
        case "--as" -> role = role(rest.hasNext() ? rest.next() : "");
        case "--help", "-h" -> help = true;
        case "--keep" -> keep = folder(rest.hasNext() ? rest.next() : "");
        default ->
            throw new UsageException(
                "option: " + option + " (expected: --as ROLE, --keep DIR or --live)");
      }
    }
    if (role != Role.NEWCOMER && live) {
      throw new UsageException("--as: with --live (expected: simulated providers)");
    }
    return new Options(keep, role, live, help);
  }

  private static Role role(String name) {
    return switch (name) {
      case "auditor" -> Role.AUDITOR;
      case "finance" -> Role.FINANCE;
      default -> throw new UsageException("--as: " + name + " (expected: auditor or finance)");
    };
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
