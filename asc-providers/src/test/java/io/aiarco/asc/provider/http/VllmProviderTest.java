package io.aiarco.asc.provider.http;

import io.aiarco.asc.simulator.Dialect;

class VllmProviderTest extends HttpProviderContract {
  VllmProviderTest() {
    super(ProviderKind.VLLM, Dialect.VLLM);
  }
}
