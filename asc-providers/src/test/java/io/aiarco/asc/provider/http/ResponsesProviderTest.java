package io.aiarco.asc.provider.http;

import io.aiarco.asc.simulator.Dialect;
import org.junit.jupiter.api.Tag;

@Tag("okhttp4")
class ResponsesProviderTest extends HttpProviderContract {
  ResponsesProviderTest() {
    super(ProviderKind.OPENAI_RESPONSES, Dialect.OPENAI_RESPONSES);
  }
}
