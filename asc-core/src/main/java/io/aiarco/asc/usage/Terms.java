package io.aiarco.asc.usage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a provider served, as far as they decide the price of a token. Immutable.
 *
 * @param serviceTier as price books name it, such as {@code priority}; {@link #DEFAULT_TIER} where
 *     the provider says nothing
 * @param geography where inference was confined to, such as {@code us}; null for nowhere
 */
public record Terms(String serviceTier, @Nullable String geography) {
  /** The tier of the list price. OpenAI calls it so, Anthropic {@code standard}. */
  public static final String DEFAULT_TIER = "default";

  /** The list price. */
  public static final Terms LIST = new Terms(DEFAULT_TIER, null);

  private static final int MOST_CHARS = 32;

  public Terms {
    require("service tier", serviceTier);
    if (geography != null) {
      require("geography", geography);
    }
  }

  /**
   * The terms in a provider's words, null where it says nothing. What cannot be a name is the tier
   * {@code unreadable}, which no price book prices: a word nobody understood is not the list price.
   */
  public static Terms said(@Nullable String serviceTier, @Nullable String geography) {
    String tier = serviceTier == null ? DEFAULT_TIER : word(serviceTier);
    if (tier.equals("standard")) {
      tier = DEFAULT_TIER;
    }
    String where = geography == null ? null : word(geography);
    return tier.equals(DEFAULT_TIER) && where == null ? LIST : new Terms(tier, where);
  }

  private static String word(String said) {
    String word = said.toLowerCase(Locale.ROOT);
    return isName(word) ? word : "unreadable";
  }

  private static void require(String what, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          what + ": " + name.length() + " characters (expected: 1 to 32 of a-z 0-9 . _ -)");
    }
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (!plain && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MOST_CHARS;
  }
}
