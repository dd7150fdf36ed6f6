package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The dialects of one simulator, and which of them a request is made in: path and headers decide,
 * never the body. Immutable.
 */
final class Wires {

  private final Set<Dialect> served;

  Wires(Set<Dialect> served) {
    this.served = Set.copyOf(served);
  }

  /** The dialect of a request; that of its path if it is none of those served. */
  Wire of(HttpRequest request) {
    return firstServed(meant(request));
  }

  /** The dialect for a request that could not be read. */
  Wire ofNobody() {
    return firstServed(Arrays.asList(Dialect.values()));
  }

  boolean serves(Wire wire) {
    return served.contains(wire.dialect());
  }

  private Wire firstServed(List<Dialect> candidates) {
    return wire(candidates.stream().filter(served::contains).findFirst().orElse(candidates.get(0)));
  }

  private static List<Dialect> meant(HttpRequest request) {
    if (request.path().startsWith("/v1/messages")
        || !request.header("anthropic-version").isEmpty()) {
      boolean newer =
          request.header("anthropic-version").equals(AnthropicVersion.OCTOBER_2026.header());
      return newer
          ? List.of(Dialect.ANTHROPIC_2026, Dialect.ANTHROPIC)
          : List.of(Dialect.ANTHROPIC, Dialect.ANTHROPIC_2026);
    }
    if (request.path().startsWith("/openai/")) {
      return List.of(Dialect.AZURE_OPENAI);
    }
    if (request.path().equals("/v1/responses")) {
      return List.of(Dialect.OPENAI_RESPONSES);
    }
    return Arrays.stream(Dialect.values())
        .filter(dialect -> dialect.atChatPath() || dialect == Dialect.OPENAI_RESPONSES)
        .toList();
  }

  private static Wire wire(Dialect dialect) {
    return switch (dialect) {
      case OPENAI -> new ChatWire(new OpenAiChat());
      case ANTHROPIC -> new AnthropicWire(AnthropicVersion.FIRST);
      case ANTHROPIC_2026 -> new AnthropicWire(AnthropicVersion.OCTOBER_2026);
      case VLLM -> new ChatWire(new VllmChat());
      case MISTRAL -> new MistralWire();
      case TGI -> new ChatWire(new TgiChat());
      case OLLAMA -> new ChatWire(new OllamaChat());
      case AZURE_OPENAI -> new ChatWire(new AzureChat());
      case OPENAI_RESPONSES -> new ResponsesWire();
    };
  }
}
