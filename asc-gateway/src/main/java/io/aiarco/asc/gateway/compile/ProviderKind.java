package io.aiarco.asc.gateway.compile;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which wire a provider speaks. */
public enum ProviderKind {
  /** OpenAI Chat Completions. */
  OPENAI("openai", "https://api.openai.com/v1"),
  /** Anthropic Messages. */
  ANTHROPIC("anthropic", "https://api.anthropic.com"),
  /** What calls itself compatible with OpenAI's, such as vLLM. */
  OPENAI_COMPATIBLE("openai-compatible", null);

  private final String word;
  private final @Nullable String url;

  ProviderKind(String word, @Nullable String url) {
    this.word = word;
    this.url = url;
  }

  /** The word in asc.yaml. */
  public String word() {
    return word;
  }

  /** Where the provider itself serves it; null when there is no such place. */
  @Nullable String url() {
    return url;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(ProviderKind::word).toList();
  }

  /** The kind of a word; null when there is none. */
  static @Nullable ProviderKind of(String word) {
    for (ProviderKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }
}
