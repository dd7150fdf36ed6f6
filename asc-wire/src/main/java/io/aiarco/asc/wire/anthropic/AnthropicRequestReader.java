package io.aiarco.asc.wire.anthropic;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.wire.ClientRequest;
import io.aiarco.asc.wire.request.ClientObject;
import io.aiarco.asc.wire.request.ClientSettings;
import java.util.List;
import java.util.Set;

/**
 * Reads one request. Fields of the protocol that the neutral model lacks become provider options of
 * this dialect, where the writer refuses those that ASC decides. Those that say what is so without
 * them ({@code speed: standard}) are let go. Single-thread.
 */
final class AnthropicRequestReader {
  static final String SCHEMA_NAME = "reply";

  private final ClientObject body;
  private final Set<Feature> features;
  private final String model;
  private final ChatRequest.Builder request =
      ChatRequest.builder().clientDialect(AnthropicDialect.NAME);

  private AnthropicRequestReader(ClientObject body, Set<Feature> features) {
    this.body = body;
    this.features = features;
    this.model = ClientSettings.model(body, request);
  }

  /** {@code features}: what the version can say. */
  static ClientRequest read(byte[] bytes, int length, Set<Feature> features) {
    return new AnthropicRequestReader(ClientObject.body(bytes, length), features).read();
  }

  private ClientRequest read() {
    Long most = body.whole("max_tokens", 1, Integer.MAX_VALUE);
    request.maxOutputTokens(body.present("max_tokens", most, "a whole number").intValue());
    List<Content> system = AnthropicBlockReader.blocks(body, "system", model);
    if (!system.isEmpty()) {
      request.message(new Message(Role.SYSTEM, system));
    }
    String[] roles =
        features.contains(Feature.LATE_SYSTEM_MESSAGE)
            ? new String[] {"system", "user", "assistant"}
            : new String[] {"user", "assistant"};
    for (ClientObject turn : body.objects("messages")) {
      AnthropicTurnReader.read(turn, roles, model, request);
    }
    settings();
    output();
    AnthropicToolReader.read(body, request);
    boolean streamed = Boolean.TRUE.equals(body.flag("stream"));
    body.drop("service_tier", "\"auto\"");
    body.drop("speed", "\"standard\"");
    ClientSettings.options(body, request, AnthropicDialect.NAME, AnthropicRequestWriter.RESERVED);
    return new ClientRequest(request.build(), streamed, true);
  }

  private void settings() {
    ClientSettings.sampling(body, request, 1);
    Long topK = body.whole("top_k", 1, Integer.MAX_VALUE);
    if (topK != null) {
      request.topK(topK.intValue());
    }
    ClientSettings.stops(body, "stop_sequences", request);
    ClientObject metadata = body.object("metadata");
    if (metadata != null) {
      String user = metadata.text("user_id", ChatRequest.LONGEST_END_USER);
      if (user != null) {
        request.endUser(user);
      }
      metadata.end("user_id");
    }
  }

  /** The effort and the schema share one object; thinking that is off is the least effort. */
  private void output() {
    ClientObject output = body.object("output_config");
    if (output != null) {
      ClientSettings.effort(output, "effort", request);
      ClientObject format = output.object("format");
      if (format != null) {
        request.responseFormat(schema(format));
      }
      output.end("effort and format");
    }
    ClientObject thinking = body.object("thinking");
    if (thinking != null && thinking.says("type", "disabled") && output == null) {
      thinking.text("type");
      thinking.end("type");
      request.reasoningEffort(ReasoningEffort.NONE);
    }
  }

  /** The protocol has no name for it. */
  private static ResponseFormat schema(ClientObject format) {
    format.present("type", format.word("type", "json_schema"), "json_schema");
    Json schema = format.present("schema", format.json("schema"), "a JSON Schema");
    return new ResponseFormat.JsonSchema(
        SCHEMA_NAME, schema, true, format.takeExtras(AnthropicDialect.NAME));
  }
}
