package io.aiarco.asc.provider.http;

import io.aiarco.asc.simulator.Dialect;

/** Azure OpenAI at {@code /openai/v1}. */
class AzureV1ProviderTest extends HttpProviderContract {
  AzureV1ProviderTest() {
    super(ProviderKind.AZURE_OPENAI, Dialect.AZURE_OPENAI);
  }
}
