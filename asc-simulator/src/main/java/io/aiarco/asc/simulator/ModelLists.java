package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Lists of models, in OpenAI's shape and in Anthropic's ({@code GET /v1/models} of each). */
final class ModelLists {

  private ModelLists() {}

  static byte[] openAi(List<String> models, long createdSeconds, String owner) {
    List<JsonObject> data =
        models.stream()
            .map(
                model ->
                    JsonObject.create()
                        .with("id", model)
                        .with("object", "model")
                        .with("created", createdSeconds)
                        .with("owned_by", owner))
            .toList();
    return JsonObject.create().with("object", "list").with("data", data).utf8();
  }

  static byte[] anthropic(List<String> models, long createdSeconds) {
    String created = Instant.ofEpochSecond(createdSeconds).toString();
    List<JsonObject> data =
        models.stream()
            .map(
                model ->
                    JsonObject.create()
                        .with("type", "model")
                        .with("id", model)
                        .with("display_name", model)
                        .with("created_at", created))
            .toList();
    JsonObject list = JsonObject.create().with("data", data).with("has_more", false);
    if (models.isEmpty()) {
      return list.withNull("first_id").withNull("last_id").utf8();
    }
    return list.with("first_id", models.get(0))
        .with("last_id", models.get(models.size() - 1))
        .utf8();
  }
}
