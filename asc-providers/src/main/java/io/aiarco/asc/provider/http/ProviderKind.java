package io.aiarco.asc.provider.http;

import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect.Flavour;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom a provider's address belongs to. Kinds differ by data alone: each is one {@link Protocol} or
 * several, told apart by the API version it is configured with.
 */
public enum ProviderKind {
  /** OpenAI's Chat Completions. */
  OPENAI("openai", "https://api.openai.com", "", chat(Flavour.OPENAI)),
  /** OpenAI's Responses, which are asked to keep nothing. */
  OPENAI_RESPONSES(
      "openai-responses",
      "https://api.openai.com",
      "",
      Protocol.unversioned(
          new ResponsesDialect(), "/v1", "/responses", "/embeddings", KeyHeader.AUTHORIZATION)),
  /**
   * Azure OpenAI: at {@code /openai/v1}, or with an API version by deployment, which then is the
   * model's name (learn.microsoft.com, Azure OpenAI API version lifecycle, read 2026-11).
   */
  AZURE_OPENAI(
      "azure-openai",
      "",
      "such as 2024-10-21 or 2025-04-01-preview; none for /openai/v1",
      azure("", "/openai/v1", "", ""),
      azure(
          "\\d{4}-\\d{2}-\\d{2}(-preview)?",
          "/openai", "/deployments/{model}", "?api-version={version}")),
  /** Anthropic's Messages; without a version, the one that all of its older clients speak. */
  ANTHROPIC(
      "anthropic",
      "https://api.anthropic.com",
      "2023-06-01 or 2026-10-21; none for the first",
      anthropic(AnthropicDialect.Version.V2023_06_01, "(2023-06-01)?", KeyHeader.X_API_KEY),
      anthropic(AnthropicDialect.Version.V2026_10_21, "2026-10-21", KeyHeader.AUTHORIZATION)),
  /** Mistral's chat completions. */
  MISTRAL("mistral", "https://api.mistral.ai", "", chat(Flavour.MISTRAL)),
  /** Chat Completions of somebody else. */
  OPENAI_COMPATIBLE("openai-compatible", "", "", chat(Flavour.COMPATIBLE)),
  /** vLLM. */
  VLLM("vllm", "", "", chat(Flavour.VLLM)),
  /** Hugging Face's text-generation-inference. */
  TGI("tgi", "", "", chat(Flavour.TGI)),
  /** Ollama. */
  OLLAMA("ollama", "", "", chat(Flavour.OLLAMA));

  private final String key;
  private final String baseUrl;
  private final String apiVersions;
  private final List<Protocol> protocols;

  ProviderKind(String key, String baseUrl, String apiVersions, Protocol... protocols) {
    this.key = key;
    this.baseUrl = baseUrl;
    this.apiVersions = apiVersions;
    this.protocols = List.of(protocols);
  }

  private static Protocol chat(Flavour flavour) {
    return Protocol.unversioned(
        new OpenAiDialect(flavour),
        "/v1",
        "/chat/completions",
        "/embeddings",
        KeyHeader.AUTHORIZATION);
  }

  private static Protocol azure(String version, String root, String before, String after) {
    return new Protocol(
        Pattern.compile(version),
        new OpenAiDialect(Flavour.AZURE),
        root,
        before + "/chat/completions" + after,
        before + "/embeddings" + after,
        KeyHeader.API_KEY);
  }

  private static Protocol anthropic(
      AnthropicDialect.Version version, String pattern, KeyHeader keyHeader) {
    return new Protocol(
        Pattern.compile(pattern), new AnthropicDialect(version), "/v1", "/messages", "", keyHeader);
  }

  /** The kind of that name in a configuration. */
  public static Optional<ProviderKind> of(String key) {
    return Stream.of(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  /** The name in a configuration. */
  public String key() {
    return key;
  }

  /** Where its maker serves it; absent when it has no maker, or one address for each customer. */
  public Optional<URI> baseUrl() {
    return baseUrl.isEmpty() ? Optional.empty() : Optional.of(URI.create(baseUrl));
  }

  /** Which API versions it can be told, in words; empty when it has none. */
  public String apiVersions() {
    return apiVersions;
  }

  /** Whether it can be told that API version; empty for none. */
  public boolean takes(String apiVersion) {
    return protocols.stream().anyMatch(protocol -> protocol.takes(apiVersion));
  }

  /** All the ways to speak to it. */
  List<Protocol> protocols() {
    return protocols;
  }

  /** How it is spoken to in an API version that it {@link #takes}. */
  Protocol protocol(String apiVersion) {
    return protocols.stream()
        .filter(protocol -> protocol.takes(apiVersion))
        .findFirst()
        .orElseThrow();
  }
}
