package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.HttpRequest;
import io.aiarco.asc.simulator.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chat Completions, as OpenAI tells them and, by a {@link ChatProfile}, as others do. Immutable.
 *
 * <p>Shapes after openapi.json 2.3.0 and recorded traffic; {@link ChatChunks} tells the streams.
 */
final class ChatWire implements Wire {

  private final ChatProfile profile;

  ChatWire(ChatProfile profile) {
    this.profile = profile;
  }

  @Override
  public Dialect dialect() {
    return profile.dialect();
  }

  @Override
  public Optional<Service> service(String path) {
    return profile.service(path);
  }

  @Override
  public ReceivedRequest read(long number, Service service, HttpRequest request)
      throws RefusedRequest {
    return service == Service.EMBEDDINGS
        ? profile.readEmbeddings(number, request)
        : profile.read(number, request);
  }

  @Override
  public String key(HttpRequest request) {
    return profile.key(request);
  }

  @Override
  public Map<String, String> headers(String id) {
    return profile.headers(id);
  }

  @Override
  public byte[] whole(Script scripted) {
    if (scripted.request().kind() == ReceivedRequest.Kind.EMBEDDINGS) {
      return Embeddings.whole(scripted);
    }
    Script script = profile.adapted(scripted);
    List<JsonObject> choices = new ArrayList<>();
    for (Said said : script.choices()) {
      JsonObject choice = JsonObject.create().with("index", choices.size());
      if (!profile.withholds(said)) {
        choice.with("message", message(said));
      }
      choice.withNull("logprobs").withJson("finish_reason", profile.finish(said.finish()));
      choices.add(profile.choice(choice, said));
    }
    JsonObject completion = head("chat.completion", script).with("choices", choices);
    script.usage().ifPresent(usage -> completion.with("usage", profile.usage(usage)));
    return profile.closed(profile.marked(completion)).utf8();
  }

  @Override
  public List<byte[]> stream(Script script, boolean includeUsage) {
    return new ChatChunks(profile, profile.adapted(script), includeUsage).events();
  }

  @Override
  public byte[] error(ProviderError error, String id) {
    return profile.error(error).utf8();
  }

  @Override
  public List<byte[]> errorEvents(ProviderError error, String id, int events) {
    return profile.errorEvents(error);
  }

  @Override
  public byte[] models(List<String> models, long createdSeconds) {
    return ModelLists.openAi(models, createdSeconds, profile.owner());
  }

  static JsonObject head(String object, Script script) {
    return JsonObject.create()
        .with("id", "chatcmpl-" + script.id())
        .with("object", object)
        .with("created", script.createdSeconds())
        .with("model", script.model());
  }

  static JsonObject toolCall(JsonObject call, Reply.ToolCall told) {
    JsonObject function =
        JsonObject.create().with("name", told.name()).with("arguments", told.arguments());
    return call.with("id", told.id()).with("type", "function").with("function", function);
  }

  private JsonObject message(Said said) {
    JsonObject message = JsonObject.create().with("role", "assistant");
    if (said.onlyCalls() || said.refusal()) {
      message.withNull("content");
    } else {
      message.with("content", said.text());
    }
    if (said.refusal()) {
      message.with("refusal", said.text());
    } else {
      message.withNull("refusal");
    }
    if (!said.reasoning().isEmpty() && !profile.reasoningField().isEmpty()) {
      message.with(profile.reasoningField(), said.thoughts());
    }
    if (!said.toolCalls().isEmpty()) {
      message.with(
          "tool_calls",
          said.toolCalls().stream().map(call -> toolCall(JsonObject.create(), call)).toList());
    }
    return message;
  }
}
