package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.util.Map;

/** OpenAI itself (openapi.json 2.3.0; headers from recorded traffic). Immutable. */
final class OpenAiChat implements ChatProfile {

  @Override
  public Dialect dialect() {
    return Dialect.OPENAI;
  }

  @Override
  public Map<String, String> headers(String id) {
    return OpenAiErrors.headers(id);
  }

  @Override
  public JsonObject error(ProviderError error) {
    return OpenAiErrors.openAi(error);
  }

  @Override
  public JsonObject marked(JsonObject reply) {
    return reply.with("service_tier", "default").with("system_fingerprint", "fp_simulator");
  }

  @Override
  public String owner() {
    return "simulator";
  }
}
