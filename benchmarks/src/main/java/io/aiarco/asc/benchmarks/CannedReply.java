package io.aiarco.asc.benchmarks;

import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.EgressResponse;
import io.aiarco.asc.provider.http.ProviderKind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A provider's whole reply of about 1.2 KB, as bytes. Immutable. */
final class CannedReply {
  static final String TEXT =
      "Your parcel left our warehouse and waits for customs. It needs nothing from you. ".repeat(9);

  private static final int REQUEST_BYTES_AT_LEAST = 900;

  private final byte[] body;

  private CannedReply(String json) {
    this.body = json.getBytes(StandardCharsets.UTF_8);
  }

  /** In the words of {@code kind}. */
  static CannedReply of(ProviderKind kind) {
    return new CannedReply(
        switch (kind) {
          case ANTHROPIC -> anthropic();
          case OPENAI_RESPONSES -> responses();
          default -> openAi();
        });
  }

  int bytes() {
    return body.length;
  }

  byte[] body() {
    return body.clone();
  }

  /** Answers every request with this reply, once it has seen that the request is one. */
  Egress egress() {
    return new Egress() {
      @Override
      public EgressResponse open(EgressRequest request) {
        byte[] sent = request.body();
        if (sent == null || sent.length < REQUEST_BYTES_AT_LEAST) {
          throw new IllegalStateException(
              "request: "
                  + (sent == null ? 0 : sent.length)
                  + " bytes (expected: at least "
                  + REQUEST_BYTES_AT_LEAST
                  + ")");
        }
        return new Answer(body);
      }

      @Override
      public void close() {}
    };
  }

  private static String openAi() {
    return """
    {"id":"chatcmpl-CaNnEd0123456789","object":"chat.completion","created":1763769600,\
    "model":"%s","service_tier":"default","system_fingerprint":"fp_0123456789",\
    "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null,\
    "annotations":[]},"logprobs":null,"finish_reason":"stop"}],\
    "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,\
    "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
    "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}}\
    """
        .formatted(
            GovernedCalls.MODEL,
            TEXT,
            GovernedCalls.INPUT_TOKENS,
            GovernedCalls.OUTPUT_TOKENS,
            GovernedCalls.INPUT_TOKENS + GovernedCalls.OUTPUT_TOKENS);
  }

  private static String responses() {
    return """
    {"id":"resp_CaNnEd0123456789","object":"response","created_at":1763769600,\
    "status":"completed","error":null,"incomplete_details":null,"model":"%s","output":[\
    {"id":"msg_0123456789","type":"message","status":"completed","role":"assistant","content":[\
    {"type":"output_text","annotations":[],"logprobs":[],"text":"%s"}]}],"store":false,\
    "usage":{"input_tokens":%d,"input_tokens_details":{"cached_tokens":0},"output_tokens":%d,\
    "output_tokens_details":{"reasoning_tokens":0},"total_tokens":%d},"metadata":{}}\
    """
        .formatted(
            GovernedCalls.MODEL,
            TEXT,
            GovernedCalls.INPUT_TOKENS,
            GovernedCalls.OUTPUT_TOKENS,
            GovernedCalls.INPUT_TOKENS + GovernedCalls.OUTPUT_TOKENS);
  }

  private static String anthropic() {
    return """
    {"id":"msg_CaNnEd0123456789","type":"message","role":"assistant","model":"%s",\
    "content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,\
    "container":null,"context_management":null,\
    "usage":{"input_tokens":%d,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
    "cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},\
    "output_tokens":%d,"service_tier":"standard","server_tool_use":null}}\
    """
        .formatted(
            GovernedCalls.MODEL, TEXT, GovernedCalls.INPUT_TOKENS, GovernedCalls.OUTPUT_TOKENS);
  }

  /** The answer to one request. */
  private static final class Answer implements EgressResponse {
    private final InputStream body;

    Answer(byte[] body) {
      this.body = new ByteArrayInputStream(body);
    }

    @Override
    public int status() {
      return 200;
    }

    @Override
    public Optional<String> header(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "content-type" -> Optional.of("application/json");
        case "x-request-id", "request-id" -> Optional.of("req_0123456789");
        default -> Optional.empty();
      };
    }

    @Override
    public String host() {
      return "localhost";
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() {}
  }
}
