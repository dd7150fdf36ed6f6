package io.aiarco.asc.budget.prices;

import io.aiarco.asc.usage.TokenClass;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One field of a record of LiteLLM's price map, by its name: what it prices, above which input and
 * on which service tier. Immutable.
 *
 * @param tokenClass null for {@code input_cost_per_request}
 * @param above tokens of input above which it holds; 0 for none
 */
record LiteLlmField(@Nullable TokenClass tokenClass, long above, String serviceTier) {
  /** What a field with a cost in its name is to the import. */
  enum Kind {
    /** A rate that is taken over. */
    RATE,
    /** A charge of tools that run at the provider; no wire of ASC asks for one. */
    TOOL,
    /** A charge by a measure ASC does not meter; a record with one above zero has no price here. */
    UNMETERED,
    /** A cost nobody here understands. */
    UNKNOWN
  }

  private static final String INPUT = "input_cost_per_token";
  private static final String OUTPUT = "output_cost_per_token";
  private static final String CACHE_WRITE = "cache_creation_input_token_cost";
  private static final String PER_REQUEST = "input_cost_per_request";

  private static final Map<String, TokenClass> RATES =
      Map.of(
          INPUT,
          TokenClass.INPUT,
          OUTPUT,
          TokenClass.OUTPUT,
          "output_cost_per_reasoning_token",
          TokenClass.REASONING,
          "cache_read_input_token_cost",
          TokenClass.CACHE_READ,
          CACHE_WRITE,
          TokenClass.CACHE_WRITE,
          CACHE_WRITE + "_above_1hr",
          TokenClass.CACHE_WRITE_1H,
          "input_cost_per_audio_token",
          TokenClass.AUDIO_INPUT,
          "output_cost_per_audio_token",
          TokenClass.AUDIO_OUTPUT);

  private static final Set<String> TOOLS =
      Set.of(
          "search_context_cost_per_query",
          "web_search_cost_per_request",
          "code_interpreter_cost_per_session",
          "file_search_cost_per_1k_calls",
          "file_search_cost_per_gb_per_day",
          "vector_store_cost_per_gb_per_day",
          "computer_use_input_cost_per_1k_tokens",
          "computer_use_output_cost_per_1k_tokens");

  private static final Pattern UNMETERED =
      Pattern.compile(
          "(input|output)_cost_per_(image(_token)?|pixel|character|second|query|page"
              + "|audio_per_second|video_per_second|video_token)"
              + "|cache_(read|creation)_input_(audio|image)_token_cost"
              + "|cache_creation_audio_token_cost|cache_creation_input_audio_token_cost"
              + "|(ocr|annotation)_cost_per_page");

  private static final Pattern SUFFIXED =
      Pattern.compile("(.+?)(?:_above_([0-9]{1,6})k_tokens)?(?:_(priority|flex|batches))?");

  /** What a field is; every name with a cost in it is something. */
  static Kind kind(String name) {
    Matcher parts = parts(name);
    String base = parts.group(1);
    if (RATES.containsKey(base) || base.equals(PER_REQUEST)) {
      return Kind.RATE;
    }
    return TOOLS.contains(base)
        ? Kind.TOOL
        : UNMETERED.matcher(base).matches() ? Kind.UNMETERED : Kind.UNKNOWN;
  }

  /** Whether a field is about money. */
  static boolean isCost(String name) {
    return name.contains("cost") || name.contains("pric");
  }

  /** The field of a {@link Kind#RATE}; empty for any other. */
  static Optional<LiteLlmField> of(String name) {
    if (kind(name) != Kind.RATE) {
      return Optional.empty();
    }
    Matcher parts = parts(name);
    String tier = parts.group(3);
    long above = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2)) * 1_000;
    String plain = tier == null ? "default" : tier.equals("batches") ? "batch" : tier;
    return Optional.of(new LiteLlmField(RATES.get(parts.group(1)), above, plain));
  }

  private static Matcher parts(String name) {
    Matcher parts = SUFFIXED.matcher(name);
    if (!parts.matches()) {
      throw new IllegalArgumentException("field: " + name + " (expected: a name)");
    }
    return parts;
  }
}
