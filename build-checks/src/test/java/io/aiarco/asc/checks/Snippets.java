package io.aiarco.asc.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the code blocks of a page equal to regions of tested source files.
 *
 * <p>In the page, above the fence: {@code <!-- from: path#region -->}, or without {@code #region}
 * for a whole file. In the source: a line ending in {@code region NAME} after {@code //} or {@code
 * #} (in XML also {@code -->} behind it), and one with {@code endregion}. The block is the region
 * with its common indentation taken away.
 */
final class Snippets {
  private static final Pattern MARKER = Pattern.compile("<!-- from: ([^#\\s]+)(?:#(\\S+))? -->");

  /** Languages whose blocks must come from somewhere. */
  private static final Pattern CHECKED_FENCE = Pattern.compile("```(java|yaml|xml)");

  private final String page;
  private final Function<String, String> sources;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param page its name, for messages
   * @param sources from a path in the clone to the text of that file
   */
  Snippets(String page, Function<String, String> sources) {
    this.page = page;
    this.sources = sources;
  }

  /** What {@code markdown} should be; what differs or has no origin goes to {@link #problems}. */
  String renew(String markdown) {
    List<String> lines = markdown.lines().toList();
    StringBuilder renewed = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      renewed.append(lines.get(i)).append('\n');
      boolean fence = CHECKED_FENCE.matcher(lines.get(i)).matches();
      Matcher marker = MARKER.matcher(i == 0 ? "" : lines.get(i - 1));
      if (fence) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        String block = joined(lines.subList(i + 1, end));
        renewed
            .append(marker.matches() ? origin(marker, i + 1, block) : unmarked(i + 1, block))
            .append("```\n");
        i = end;
      }
    }
    return renewed.toString();
  }

  /** One line per block that is stale or has no origin. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  private String origin(Matcher marker, int line, String block) {
    String wanted = region(sources.apply(marker.group(1)), marker.group(1), marker.group(2));
    if (!wanted.equals(block)) {
      problems.add(page + ":" + line + " differs from " + marker.group());
    }
    return wanted;
  }

  private String unmarked(int line, String block) {
    problems.add(page + ":" + line + " has no line <!-- from: path#region --> above it");
    return block;
  }

  private static String region(String source, String path, @Nullable String name) {
    List<String> lines = source.lines().toList();
    if (name != null) {
      int start = indexOf(lines, ".*(//|#) region " + Pattern.quote(name) + "( -->)?", 0);
      int end = start < 0 ? -1 : indexOf(lines, ".*(//|#) endregion.*", start);
      if (end < 0) {
        throw new IllegalArgumentException(
            "region: " + path + "#" + name + " (expected: region and endregion lines)");
      }
      lines = lines.subList(start + 1, end);
    }
    // Without the last line break: an empty last line would count as not indented at all.
    return joined(List.of(String.join("\n", lines).stripIndent()));
  }

  private static int indexOf(List<String> lines, String pattern, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).matches(pattern)) {
        return i;
      }
    }
    return -1;
  }

  private static String joined(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
