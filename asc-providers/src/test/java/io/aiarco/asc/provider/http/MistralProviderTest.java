package io.aiarco.asc.provider.http;

import io.aiarco.asc.simulator.Dialect;

class MistralProviderTest extends HttpProviderContract {
  MistralProviderTest() {
    super(ProviderKind.MISTRAL, Dialect.MISTRAL);
  }
}
