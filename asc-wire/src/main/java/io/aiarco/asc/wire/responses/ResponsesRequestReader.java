package io.aiarco.asc.wire.responses;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.wire.ClientRequest;
import io.aiarco.asc.wire.request.ClientObject;
import io.aiarco.asc.wire.request.ClientSettings;
import io.aiarco.asc.wire.request.ClientTools;
import java.util.List;

/**
 * Reads one request. What refers to something the provider would have kept is refused, because
 * nothing is kept. Further fields become provider options of this dialect, those inside {@code
 * reasoning} and {@code text} too. Single-thread.
 */
final class ResponsesRequestReader {
  /** Why a client that goes on from a reply must say all that was said before. */
  static final String STATELESS =
      "nothing kept with the provider: store: false, and the whole history in input";

  private static final List<String> STATEFUL =
      List.of("previous_response_id", "conversation", "background", "store", "prompt");

  private static final List<String> CHOICES = List.of("auto", "none", "required");

  private final ClientObject body;
  private final ChatRequest.Builder request =
      ChatRequest.builder().clientDialect(ResponsesDialect.NAME);

  private ResponsesRequestReader(ClientObject body) {
    this.body = body;
  }

  static ClientRequest read(byte[] bytes, int length) {
    return new ResponsesRequestReader(ClientObject.body(bytes, length)).read();
  }

  private ClientRequest read() {
    without();
    String model = ClientSettings.model(body, request);
    String instructions = body.text("instructions");
    if (instructions != null) {
      request.system(instructions);
    }
    ResponsesItemReader.read(body, model, request);
    for (ClientObject tool : body.objects("tools")) {
      request.tool(tool(tool));
    }
    request.toolChoice(ClientTools.choice(body, CHOICES, choice -> choice, choice -> choice));
    settings();
    request.responseFormat(format());
    boolean streamed = Boolean.TRUE.equals(body.flag("stream"));
    streamOptions();
    ClientSettings.options(body, request, ResponsesDialect.NAME, ResponsesRequestWriter.RESERVED);
    return new ClientRequest(request.build(), streamed, true);
  }

  /** Fields that say what is so without them go; those that want something kept are refused. */
  private void without() {
    body.drop("store", "false");
    body.drop("background", "false");
    body.refuse(STATEFUL, STATELESS);
    body.drop("service_tier", "\"auto\"");
    body.drop("truncation", "\"disabled\"");
  }

  private void settings() {
    Long most =
        body.whole(
            "max_output_tokens", ResponsesRequestWriter.LEAST_OUTPUT_TOKENS, Integer.MAX_VALUE);
    if (most != null) {
      request.maxOutputTokens(most.intValue());
    }
    Boolean parallel = body.flag("parallel_tool_calls");
    if (parallel != null) {
      request.parallelToolCalls(parallel);
    }
    ClientSettings.sampling(body, request, 2);
    Long others = body.whole("top_logprobs", 0, 20);
    if (others != null) {
      request.topLogprobs(others.intValue());
    }
    ClientObject reasoning = body.object("reasoning");
    if (reasoning != null) {
      ClientSettings.effort(reasoning, "effort", request);
    }
    ClientSettings.endUser(body, request);
    ClientSettings.cacheKey(body, request);
  }

  private ResponseFormat format() {
    ClientObject text = body.object("text");
    ClientObject format = text == null ? null : text.object("format");
    if (format == null) {
      return ResponseFormat.TEXT;
    }
    return ClientSettings.format(format, schema -> schema, ResponsesDialect.NAME);
  }

  /**
   * A function. Tools that the provider would run itself are refused: what they cost and whom they
   * ask, nobody has decided on.
   */
  private static Tool tool(ClientObject tool) {
    tool.present("type", tool.word("type", "function"), "function");
    tool.drop("strict", "false");
    return ClientTools.function(tool, () -> tool.extras(ResponsesDialect.NAME));
  }

  /** Padding against listeners is the served stream's own matter. */
  private void streamOptions() {
    ClientObject options = body.object("stream_options");
    if (options != null) {
      options.flag("include_obfuscation");
      options.end("include_obfuscation");
    }
  }
}
