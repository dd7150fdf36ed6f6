package io.aiarco.asc.provider.http;

import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.credential.Secret;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.wire.WireDialect;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a provider speaks and how it takes its key. Kinds differ by data alone. */
public enum ProviderKind {
  /** OpenAI's Chat Completions. */
  OPENAI(
      "openai",
      "https://api.openai.com",
      new OpenAiDialect(OpenAiDialect.Flavour.OPENAI),
      "/v1/chat/completions",
      "Authorization",
      "Bearer "),
  /** Anthropic's Messages. */
  ANTHROPIC(
      "anthropic",
      "https://api.anthropic.com",
      new AnthropicDialect(),
      "/v1/messages",
      "x-api-key",
      ""),
  /** Chat Completions of somebody else, such as vLLM. */
  OPENAI_COMPATIBLE(
      "openai-compatible",
      "",
      new OpenAiDialect(OpenAiDialect.Flavour.COMPATIBLE),
      "/v1/chat/completions",
      "Authorization",
      "Bearer ");

  private final String key;
  private final String baseUrl;
  private final WireDialect dialect;
  private final String path;
  private final String keyHeader;
  private final String keyPrefix;

  ProviderKind(
      String key,
      String baseUrl,
      WireDialect dialect,
      String path,
      String keyHeader,
      String keyPrefix) {
    this.key = key;
    this.baseUrl = baseUrl;
    this.dialect = dialect;
    this.path = path;
    this.keyHeader = keyHeader;
    this.keyPrefix = keyPrefix;
  }

  /** The kind of that name in a configuration. */
  public static Optional<ProviderKind> of(String key) {
    return Stream.of(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  /** The name in a configuration. */
  public String key() {
    return key;
  }

  /** Where its maker serves it; absent when it has no maker. */
  public Optional<URI> baseUrl() {
    return baseUrl.isEmpty() ? Optional.empty() : Optional.of(URI.create(baseUrl));
  }

  /**
   * {@code most} as far as the wire goes: without the features it has no words for, and under its
   * name.
   */
  public Capabilities limit(Capabilities most) {
    Capabilities.Builder limited = most.toBuilder().dialect(dialect.name());
    for (Feature feature : most.features()) {
      if (!dialect.features().contains(feature)) {
        limited.without(feature);
      }
    }
    return limited.build();
  }

  WireDialect dialect() {
    return dialect;
  }

  /** Where replies are asked for, below the base URL. */
  String path() {
    return path;
  }

  /** The header that carries the key. */
  Map.Entry<String, String> authorization(Secret credential) {
    return Map.entry(keyHeader, keyPrefix + credential.reveal(SecretAccess.get()));
  }
}
