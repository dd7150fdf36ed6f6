package io.aiarco.asc.provider.http;

import io.aiarco.asc.simulator.Dialect;

/** Azure OpenAI by deployment, with an API version. */
class AzureDatedProviderTest extends HttpProviderContract {
  AzureDatedProviderTest() {
    super(ProviderKind.AZURE_OPENAI, "2024-10-21", Dialect.AZURE_OPENAI);
  }
}
