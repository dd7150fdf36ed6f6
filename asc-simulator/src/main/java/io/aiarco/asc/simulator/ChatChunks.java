package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One Chat Completions stream: no {@code event:} lines, the first chunk of a choice carries the
 * role, usage comes only if asked for, in a last chunk without choices, and {@code [DONE]} ends.
 * Single-thread, for one stream.
 */
final class ChatChunks {

  private final ChatProfile profile;
  private final Script script;
  private final boolean usage;

  ChatChunks(ChatProfile profile, Script script, boolean includeUsage) {
    this.profile = profile;
    this.script = script;
    // A provider that cannot count sends no usage at all, not even the nulls of the earlier chunks.
    this.usage = includeUsage && script.usage().isPresent();
  }

  List<byte[]> events() {
    List<byte[]> events = new ArrayList<>(profile.opening());
    List<List<byte[]>> choices = new ArrayList<>();
    for (Said said : script.choices()) {
      choices.add(choice(choices.size(), said));
    }
    events.addAll(Sse.interleaved(choices));
    if (usage) {
      JsonObject last = head().with("choices", List.of());
      script.usage().ifPresent(counts -> last.with("usage", profile.usage(counts)));
      events.add(Sse.data(last));
    }
    events.add(Sse.DONE);
    return events;
  }

  private List<byte[]> choice(int index, Said said) {
    List<byte[]> events = new ArrayList<>();
    JsonObject role = JsonObject.create().with("role", "assistant");
    if (said.onlyCalls() || said.refusal()) {
      role.withNull("content");
    } else {
      role.with("content", "");
    }
    events.add(chunk(index, role.withNull("refusal")));
    if (!profile.reasoningField().isEmpty()) {
      for (String thought : said.reasoning()) {
        events.add(chunk(index, JsonObject.create().with(profile.reasoningField(), thought)));
      }
    }
    for (String delta : said.deltas()) {
      String field = said.refusal() ? "refusal" : "content";
      events.add(chunk(index, JsonObject.create().with(field, delta)));
    }
    for (int i = 0; i < said.toolCalls().size(); i++) {
      for (JsonObject part : parts(i, said.toolCalls().get(i))) {
        events.add(chunk(index, JsonObject.create().with("tool_calls", List.of(part))));
      }
    }
    events.add(chunk(index, JsonObject.create(), profile.finish(said.finish())));
    return events;
  }

  private List<JsonObject> parts(int index, Reply.ToolCall call) {
    if (profile.toolTelling() == ChatProfile.ToolTelling.WHOLE) {
      return List.of(part(index, call));
    }
    List<JsonObject> parts = new ArrayList<>();
    parts.add(part(index, new Reply.ToolCall(call.id(), call.name(), "")));
    for (String fragment : Said.fragments(call.arguments())) {
      parts.add(
          profile.toolTelling() == ChatProfile.ToolTelling.REPEATED
              ? part(index, new Reply.ToolCall(call.id(), call.name(), fragment))
              : JsonObject.create()
                  .with("index", index)
                  .with("function", JsonObject.create().with("arguments", fragment)));
    }
    return parts;
  }

  private static JsonObject part(int index, Reply.ToolCall call) {
    return ChatWire.toolCall(JsonObject.create().with("index", index), call);
  }

  private byte[] chunk(int index, JsonObject delta) {
    return chunk(index, delta, "null");
  }

  private byte[] chunk(int index, JsonObject delta, String finishJson) {
    JsonObject choice =
        JsonObject.create()
            .with("index", index)
            .with("delta", delta)
            .withNull("logprobs")
            .withJson("finish_reason", finishJson);
    JsonObject chunk = head().with("choices", List.of(profile.chunkChoice(choice, finishJson)));
    return Sse.data(usage ? chunk.withNull("usage") : chunk);
  }

  private JsonObject head() {
    return profile.marked(ChatWire.head("chat.completion.chunk", script));
  }
}
