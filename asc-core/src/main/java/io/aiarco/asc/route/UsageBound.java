package io.aiarco.asc.route;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.EmbeddingRequest;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.ResponseFormat;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.usage.TokenClass;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.List;
import java.util.Optional;

/**
 * The most tokens a request can use. Sound for byte-level tokenizers, whose tokens are at least one
 * byte of UTF-8: input tokens ≤ bytes of everything sent + an allowance for the chat template.
 * Output is what the provider is told as its ceiling, once for each choice. What pictures,
 * documents and sounds count is {@link MediaBound}'s. Vectors are not tokens: an embedding has no
 * output.
 */
public final class UsageBound {
  /** Template tokens around one message or tool: role markers, separators, field names. */
  static final long PER_ITEM = 32;

  /**
   * Template tokens of the whole, and a provider's hidden preamble for tool use (about 350 with
   * Anthropic).
   */
  private static final long PER_REQUEST = 512;

  /** The marks that a model to embed with puts around each of its inputs. */
  private static final long PER_INPUT = 8;

  private UsageBound() {}

  /**
   * The bound of {@code request} at an endpoint with {@code capabilities}.
   *
   * @throws io.aiarco.asc.chat.InvalidRequestException as {@link #inputTokens}
   */
  public static Usage of(ModelRequest request, Capabilities capabilities) {
    return of(inputTokens(request), request, capabilities);
  }

  /**
   * The same, when the bound of the input's text is known: counting it reads all of the request.
   */
  public static Usage of(long inputTokens, ModelRequest request, Capabilities capabilities) {
    return request.fold(
        chat -> of(inputTokens, chat, capabilities),
        embedding -> Usage.of(inputTokens, 0, UsageSource.ESTIMATED));
  }

  /**
   * The same bound as if the provider wrote all of the input to its cache, which costs more than
   * reading it: fields that only a wire knows may ask for that. Absent for a request without any.
   */
  public static Optional<Usage> cached(Usage bound, ModelRequest request) {
    boolean mayAsk = request.fold(ExtrasCount::isAny, embedding -> false);
    if (!mayAsk) {
      return Optional.empty();
    }
    Usage.Builder cached =
        Usage.builder(bound.source())
            .tokens(TokenClass.CACHE_WRITE_1H, bound.tokens(TokenClass.INPUT));
    for (TokenClass same : List.of(TokenClass.AUDIO_INPUT, TokenClass.OUTPUT)) {
      cached.tokens(same, bound.tokens(same));
    }
    return Optional.of(cached.build());
  }

  private static Usage of(long inputTokens, ChatRequest request, Capabilities capabilities) {
    long output = (long) maxOutputTokens(request, capabilities) * request.sampling().choices();
    MediaBound media = MediaBound.of(request, capabilities);
    if (media.equals(MediaBound.NONE)) {
      return Usage.of(inputTokens, output, UsageSource.ESTIMATED);
    }
    return Usage.builder(UsageSource.ESTIMATED)
        .tokens(TokenClass.INPUT, inputTokens + media.seen())
        .tokens(TokenClass.AUDIO_INPUT, media.heard())
        .tokens(TokenClass.OUTPUT, output)
        .build();
  }

  /**
   * The bound of the input's text, the same at every endpoint.
   *
   * @throws io.aiarco.asc.chat.InvalidRequestException when a piece of content is of a kind that
   *     has no bound
   */
  public static long inputTokens(ModelRequest request) {
    return text(request).bytes();
  }

  /** All of the request's text, read once: the allowances around it count as bytes of it. */
  static TextBytes text(ModelRequest request) {
    return request.fold(UsageBound::chatText, UsageBound::embeddingText);
  }

  private static TextBytes chatText(ChatRequest request) {
    TextBytes text = new TextBytes().add(PER_REQUEST);
    for (Message message : request.messages()) {
      text.add(PER_ITEM).add(message.extras());
      for (Content piece : message.content()) {
        text.add(PER_ITEM);
        piece.accept(text);
      }
    }
    for (Tool tool : request.tools()) {
      text.add(PER_ITEM).add(tool.name()).add(tool.description()).add(tool.inputSchema());
      text.add(tool.extras());
    }
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema format) {
      text.add(PER_ITEM).add(format.name()).add(format.schema()).add(format.extras());
    }
    for (Json options : request.providerOptions().values()) {
      text.add(options);
    }
    request.stopSequences().forEach(text::see);
    request.cacheKey().ifPresent(text::see);
    return text;
  }

  private static TextBytes embeddingText(EmbeddingRequest request) {
    TextBytes text = new TextBytes();
    for (String input : request.inputs()) {
      text.add(PER_INPUT).add(input);
    }
    request.providerOptions().values().forEach(text::add);
    return text;
  }

  /**
   * The most tokens that must fit one context window at once: of a chat its whole input, of texts
   * to embed the longest.
   *
   * @param inputTokens the bound of the whole input
   */
  static long windowTokens(long inputTokens, ModelRequest request) {
    return request.fold(chat -> inputTokens, UsageBound::longestInput);
  }

  private static long longestInput(EmbeddingRequest request) {
    long longest = 0;
    for (String text : request.inputs()) {
      longest = Math.max(longest, new TextBytes().add(PER_INPUT).add(text).bytes());
    }
    return longest;
  }

  /**
   * What the provider is told as its ceiling: what was asked for, at most what it can; 0 where
   * there is no output.
   */
  public static int maxOutputTokens(ModelRequest request, Capabilities capabilities) {
    return request.fold(chat -> maxOutputTokens(chat, capabilities), embedding -> 0);
  }

  private static int maxOutputTokens(ChatRequest request, Capabilities capabilities) {
    return Math.min(
        request.maxOutputTokens().orElse(capabilities.usualOutputTokens()),
        capabilities.maxOutputTokens());
  }
}
