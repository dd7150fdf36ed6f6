package io.aiarco.asc.provider.http;

import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.Operation;
import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.wire.WireDialect;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One provider of the configuration.
 *
 * @param apiVersion the version of its API to speak; empty for the kind's own choice
 * @param keyHeader where its key goes; null for where the kind has it
 * @param baseUrl what stands before {@code /v1} (with Azure {@code /openai/v1}), which may be
 *     written or left out: {@code https://api.openai.com}, {@code http://10.0.0.7:8000/v1}.
 *     Immutable.
 */
public record ProviderConfig(
    ProviderId id,
    ProviderKind kind,
    String apiVersion,
    @Nullable KeyHeader keyHeader,
    URI baseUrl,
    TrustZone zone) {
  public ProviderConfig {
    boolean http = "https".equals(baseUrl.getScheme()) || "http".equals(baseUrl.getScheme());
    boolean plain =
        baseUrl.getHost() != null
            && baseUrl.getRawUserInfo() == null
            && baseUrl.getRawQuery() == null
            && baseUrl.getRawFragment() == null;
    if (!http || !plain) {
      // The URL stays out of the text: its user info or query may hold a key.
      throw new IllegalArgumentException(
          "baseUrl of provider "
              + id
              + ": not usable (expected: http or https, a host, no user info, query or fragment)");
    }
    if (zone == TrustZone.PUBLIC && "http".equals(baseUrl.getScheme())) {
      throw new IllegalArgumentException(
          "baseUrl of provider " + id + ": http in zone public (expected: https)");
    }
    if (!kind.takes(apiVersion)) {
      String versions = kind.apiVersions().isEmpty() ? "none" : kind.apiVersions();
      throw new IllegalArgumentException(
          "apiVersion of provider " + id + ": " + apiVersion + " (expected: " + versions + ")");
    }
  }

  /** A provider spoken to as its kind chooses. */
  public ProviderConfig(ProviderId id, ProviderKind kind, URI baseUrl, TrustZone zone) {
    this(id, kind, "", null, baseUrl, zone);
  }

  /**
   * {@code most} as far as the wire goes: without the features it has no words for, and under its
   * name; absent when it has no words for the operation.
   */
  public Optional<Capabilities> limit(Capabilities most) {
    WireDialect dialect = protocol().dialect();
    return switch (most.operation()) {
      case CHAT ->
          Optional.of(
              limit(most, dialect.features(), dialect.name()).toBuilder()
                  .minOutputTokens(dialect.minOutputTokens())
                  .build());
      case EMBEDDING ->
          dialect.embeddings().map(words -> limit(most, words.features(), words.name()));
    };
  }

  private Capabilities limit(Capabilities most, Set<Feature> words, String dialect) {
    Capabilities.Builder limited = most.toBuilder().dialect(dialect);
    for (Feature feature : most.features()) {
      if (!words.contains(feature)) {
        limited.without(feature);
      }
    }
    return limited.build();
  }

  Protocol protocol() {
    return kind.protocol(apiVersion);
  }

  /** Where {@code model} is asked for that. */
  URI address(Operation operation, ModelName model) {
    return protocol().address(operation, baseUrl, model, apiVersion);
  }

  /** Where the key goes. */
  KeyHeader authorization() {
    return keyHeader == null ? protocol().keyHeader() : keyHeader;
  }
}
