package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.wire.ClientRequest;
import io.aiarco.asc.wire.request.ClientObject;
import io.aiarco.asc.wire.request.ClientSettings;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request. Fields of the protocol that the neutral model lacks become provider options of
 * this dialect, where the writer refuses those that ASC decides. Those that say what is so without
 * them ({@code store: false}) are let go. Single-thread.
 */
final class OpenAiRequestReader {
  private final ClientObject body;
  private final Traits traits;
  private final ChatRequest.Builder request;

  private OpenAiRequestReader(ClientObject body, Traits traits) {
    this.body = body;
    this.traits = traits;
    this.request = ChatRequest.builder().clientDialect(traits.dialect());
  }

  static ClientRequest read(byte[] bytes, int length, Traits traits) {
    return new OpenAiRequestReader(ClientObject.body(bytes, length), traits).read();
  }

  private ClientRequest read() {
    ClientSettings.model(body, request);
    OpenAiMessageReader messages = new OpenAiMessageReader(traits);
    for (ClientObject message : body.objects("messages")) {
      request.message(messages.read(message));
    }
    for (ClientObject tool : body.objects("tools")) {
      request.tool(OpenAiToolReader.tool(tool, traits.dialect()));
    }
    request.toolChoice(OpenAiToolReader.choice(body));
    settings();
    sampling();
    request.responseFormat(format());
    boolean streamed = Boolean.TRUE.equals(body.flag("stream"));
    boolean usage = !traits.hasStreamOptions() || usage();
    without();
    ClientSettings.options(body, request, traits.dialect(), OpenAiRequestWriter.RESERVED);
    return new ClientRequest(request.build(), streamed, usage);
  }

  private void settings() {
    Long most =
        ClientSettings.same(
            body, "max_completion_tokens", whole("max_completion_tokens"), whole("max_tokens"));
    if (most != null) {
      request.maxOutputTokens(most.intValue());
    }
    Boolean parallel = body.flag("parallel_tool_calls");
    if (parallel != null) {
      request.parallelToolCalls(parallel);
    }
    ClientSettings.stops(body, "stop", request);
    ClientSettings.effort(body, "reasoning_effort", request);
    ClientSettings.endUser(body, request);
    ClientSettings.cacheKey(body, request);
  }

  private @Nullable Long whole(String field) {
    return body.whole(field, 1, Integer.MAX_VALUE);
  }

  private void sampling() {
    ClientSettings.sampling(body, request, 2);
    Long seed = body.whole(traits.seed(), Long.MIN_VALUE, Long.MAX_VALUE);
    if (seed != null) {
      request.seed(seed);
    }
    Double frequency = body.number("frequency_penalty", -2, 2);
    if (frequency != null) {
      request.frequencyPenalty(frequency);
    }
    Double presence = body.number("presence_penalty", -2, 2);
    if (presence != null) {
      request.presencePenalty(presence);
    }
    Long choices = body.whole("n", 1, 128);
    if (choices != null) {
      request.choices(choices.intValue());
    }
    boolean logprobs = Boolean.TRUE.equals(body.flag("logprobs"));
    Long others = body.whole("top_logprobs", 0, 20);
    if (others != null && !logprobs) {
      throw body.refusal("top_logprobs", "without logprobs", "logprobs: true beside it");
    }
    if (logprobs) {
      request.topLogprobs(others == null ? 0 : others.intValue());
    }
  }

  private ResponseFormat format() {
    ClientObject format = body.object("response_format");
    if (format == null) {
      return ResponseFormat.TEXT;
    }
    return ClientSettings.format(
        format, schema -> schema.requireObject("json_schema"), traits.dialect());
  }

  /** Padding against listeners is the served stream's own matter. */
  private boolean usage() {
    ClientObject options = body.object("stream_options");
    if (options == null) {
      return false;
    }
    boolean usage = Boolean.TRUE.equals(options.flag("include_usage"));
    options.flag("include_obfuscation");
    options.end("include_usage and include_obfuscation");
    return usage;
  }

  private void without() {
    body.drop("store", "false");
    body.drop("service_tier", "\"auto\"");
    body.drop("modalities", "[\"text\"]");
  }
}
