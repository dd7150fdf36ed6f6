package io.aiarco.asc.provider.http;

import io.aiarco.asc.simulator.Dialect;
import org.junit.jupiter.api.Tag;

@Tag("okhttp4")
class OpenAiProviderTest extends HttpProviderContract {
  OpenAiProviderTest() {
    super(ProviderKind.OPENAI, Dialect.OPENAI);
  }
}
