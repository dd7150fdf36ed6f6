package io.aiarco.asc.provider.http;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.simulator.Dialect;

class OllamaProviderTest extends HttpProviderContract {
  OllamaProviderTest() {
    super(ProviderKind.OLLAMA, Dialect.OLLAMA);
  }

  /** It knows no quota. */
  @Override
  FailureClass told(FailureClass usual) {
    return usual == FailureClass.QUOTA ? FailureClass.RATE_LIMITED : usual;
  }
}
