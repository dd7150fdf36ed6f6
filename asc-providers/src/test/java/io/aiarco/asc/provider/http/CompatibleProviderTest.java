package io.aiarco.asc.provider.http;

import io.aiarco.asc.simulator.Dialect;
import org.junit.jupiter.api.Tag;

/** The simulator speaks as vLLM does. */
@Tag("okhttp4")
class CompatibleProviderTest extends HttpProviderContract {
  CompatibleProviderTest() {
    super(ProviderKind.OPENAI_COMPATIBLE, Dialect.VLLM);
  }
}
