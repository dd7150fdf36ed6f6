package io.aiarco.asc.provider.http;

import io.aiarco.asc.simulator.Dialect;

class Anthropic2026ProviderTest extends HttpProviderContract {
  Anthropic2026ProviderTest() {
    super(ProviderKind.ANTHROPIC, "2026-10-21", Dialect.ANTHROPIC_2026);
  }
}
