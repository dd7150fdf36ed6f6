package io.aiarco.asc.chat;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A conversation to be continued, in no provider's words. Immutable. */
public final class ChatRequest implements ModelRequest {
  /** The most characters of {@link #endUser}. */
  public static final int LONGEST_END_USER = 1024;

  /** The most characters of {@link #cacheKey}. */
  public static final int LONGEST_CACHE_KEY = 64;

  private final ModelName model;
  private final List<Message> messages;
  private final List<Tool> tools;
  private final ToolChoice toolChoice;
  private final @Nullable Boolean parallelToolCalls;
  private final ResponseFormat responseFormat;
  private final List<String> stopSequences;
  private final @Nullable Integer maxOutputTokens;
  private final Sampling sampling;
  private final @Nullable ReasoningEffort reasoningEffort;
  private final @Nullable String endUser;
  private final @Nullable String cacheKey;
  private final Map<String, Json> providerOptions;
  private final @Nullable String clientDialect;
  private final CallContext context;
  private final Set<Feature> features;

  private ChatRequest(Builder builder, ModelName model) {
    this.model = model;
    this.messages = List.copyOf(builder.messages);
    this.tools = List.copyOf(builder.tools);
    this.toolChoice = builder.toolChoice;
    this.parallelToolCalls = builder.parallelToolCalls;
    this.responseFormat = builder.responseFormat;
    this.stopSequences = List.copyOf(builder.stopSequences);
    this.maxOutputTokens = builder.maxOutputTokens;
    this.sampling = builder.sampling == null ? Sampling.UNSET : builder.sampling.done();
    this.reasoningEffort = builder.reasoningEffort;
    this.endUser = builder.endUser;
    this.cacheKey = builder.cacheKey;
    this.providerOptions = Map.copyOf(builder.providerOptions);
    this.clientDialect = builder.clientDialect;
    this.context = builder.context;
    this.features = FeatureScan.of(this);
  }

  /** A builder with nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Operation operation() {
    return Operation.CHAT;
  }

  @Override
  public ModelName model() {
    return model;
  }

  /** The turns so far, system messages among them, at least one. */
  public List<Message> messages() {
    return messages;
  }

  /** Tools the model may ask for. */
  public List<Tool> tools() {
    return tools;
  }

  /** Which of them it may or must ask for; {@link ToolChoice#AUTO} unless set. */
  public ToolChoice toolChoice() {
    return toolChoice;
  }

  /** Whether it may ask for several at once; absent: the provider's to choose. */
  public Optional<Boolean> parallelToolCalls() {
    return Optional.ofNullable(parallelToolCalls);
  }

  /** What shape the reply must have; {@link ResponseFormat#TEXT} unless set. */
  public ResponseFormat responseFormat() {
    return responseFormat;
  }

  /** Texts that end the reply. */
  public List<String> stopSequences() {
    return stopSequences;
  }

  /** The most tokens each choice of the reply may have; absent: the endpoint's ceiling. */
  public OptionalInt maxOutputTokens() {
    return maxOutputTokens == null ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens);
  }

  /** How tokens are drawn, and how many answers are wanted. */
  public Sampling sampling() {
    return sampling;
  }

  /** Sampling temperature, 0 to 2. */
  public OptionalDouble temperature() {
    return sampling.temperature();
  }

  /** Nucleus sampling, 0 to 1. */
  public OptionalDouble topP() {
    return sampling.topP();
  }

  /** How much the model should think; absent: the provider's to choose. */
  public Optional<ReasoningEffort> reasoningEffort() {
    return Optional.ofNullable(reasoningEffort);
  }

  @Override
  public Optional<String> endUser() {
    return Optional.ofNullable(endUser);
  }

  /** A hint which requests begin alike; an endpoint without such a hint does without. */
  public Optional<String> cacheKey() {
    return Optional.ofNullable(cacheKey);
  }

  @Override
  public Map<String, Json> providerOptions() {
    return providerOptions;
  }

  /**
   * The wire on which its client is served; a reply that comes over the same one keeps its {@link
   * Reply#extras()}. Absent: the caller speaks Java, and nobody would read them.
   */
  public Optional<String> clientDialect() {
    return Optional.ofNullable(clientDialect);
  }

  @Override
  public CallContext context() {
    return context;
  }

  @Override
  public Set<Feature> features() {
    return features;
  }

  @Override
  public <R> R fold(Function<ChatRequest, R> chat, Function<EmbeddingRequest, R> embedding) {
    return chat.apply(this);
  }

  @Override
  public ChatRequest without(Set<Feature> settings) {
    if (settings.isEmpty()) {
      return this;
    }
    Builder builder = toBuilder();
    settings.forEach(builder::leaveOut);
    return builder.build();
  }

  /** A builder that starts from this request. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.model = model;
    builder.messages.addAll(messages);
    builder.tools.addAll(tools);
    builder.toolChoice = toolChoice;
    builder.parallelToolCalls = parallelToolCalls;
    builder.responseFormat = responseFormat;
    builder.stopSequences.addAll(stopSequences);
    builder.maxOutputTokens = maxOutputTokens;
    builder.sampling = sampling.equals(Sampling.UNSET) ? null : sampling.draft();
    builder.reasoningEffort = reasoningEffort;
    builder.endUser = endUser;
    builder.cacheKey = cacheKey;
    builder.providerOptions = providerOptions;
    builder.clientDialect = clientDialect;
    builder.context = context;
    return builder;
  }

  @Override
  public String toString() {
    return "ChatRequest[model=" + model + ", messages=" + messages.size() + "]";
  }

  /**
   * Collects the parts of a {@link ChatRequest}. A value out of its range is refused at once, with
   * {@link InvalidRequestException}. Single-thread.
   */
  public static final class Builder {
    private final List<Message> messages = new ArrayList<>();
    private final List<Tool> tools = new ArrayList<>(0);
    private final List<String> stopSequences = new ArrayList<>(0);
    private @Nullable ModelName model;
    private ToolChoice toolChoice = ToolChoice.AUTO;
    private @Nullable Boolean parallelToolCalls;
    private ResponseFormat responseFormat = ResponseFormat.TEXT;
    private @Nullable Integer maxOutputTokens;
    private Sampling.@Nullable Draft sampling;
    private @Nullable ReasoningEffort reasoningEffort;
    private @Nullable String endUser;
    private @Nullable String cacheKey;
    private Map<String, Json> providerOptions = Map.of();
    private @Nullable String clientDialect;
    private CallContext context = CallContext.NONE;

    private Builder() {}

    /** The model, by the name the configuration gives it. Required. */
    public Builder model(String model) {
      this.model = new ModelName(model);
      return this;
    }

    /** Adds a system message. */
    public Builder system(String text) {
      return message(Message.of(Role.SYSTEM, text));
    }

    /** Adds a user message. */
    public Builder user(String text) {
      return message(Message.of(Role.USER, text));
    }

    /** Adds an assistant message, as of an earlier turn. */
    public Builder assistant(String text) {
      return message(Message.of(Role.ASSISTANT, text));
    }

    /** Adds any message. */
    public Builder message(Message message) {
      messages.add(message);
      return this;
    }

    /** These messages in place of all others. */
    public Builder messages(List<Message> messages) {
      List<Message> copy = List.copyOf(messages); // it may be a view of what is cleared
      this.messages.clear();
      this.messages.addAll(copy);
      return this;
    }

    /** Adds a tool the model may ask for. */
    public Builder tool(Tool tool) {
      tools.add(tool);
      return this;
    }

    /** Which tools it may or must ask for; only with tools, and of these. */
    public Builder toolChoice(ToolChoice choice) {
      this.toolChoice = choice;
      return this;
    }

    /** Whether it may ask for several tools at once. */
    public Builder parallelToolCalls(boolean parallel) {
      this.parallelToolCalls = parallel;
      return this;
    }

    /** What shape the reply must have. */
    public Builder responseFormat(ResponseFormat format) {
      this.responseFormat = format;
      return this;
    }

    /** Adds a text that ends the reply. */
    public Builder stopSequence(String text) {
      if (text.isEmpty()) {
        throw new InvalidRequestException("stop sequence: empty (expected: >= 1 character)");
      }
      stopSequences.add(text);
      return this;
    }

    /** The most tokens each choice of the reply may have, at least 1. */
    public Builder maxOutputTokens(int tokens) {
      this.maxOutputTokens = Sampling.within("maxOutputTokens", tokens, 1, Integer.MAX_VALUE);
      return this;
    }

    /** Sampling temperature, 0 to 2. */
    public Builder temperature(double temperature) {
      sampling().temperature = Sampling.within("temperature", temperature, 0, 2);
      return this;
    }

    /** Nucleus sampling, 0 to 1. */
    public Builder topP(double topP) {
      sampling().topP = Sampling.within("topP", topP, 0, 1);
      return this;
    }

    /** How many of the likeliest tokens may be drawn, at least 1. */
    public Builder topK(int tokens) {
      sampling().topK = Sampling.within("topK", tokens, 1, Integer.MAX_VALUE);
      return this;
    }

    /** Makes equal requests answer alike, as far as the provider can. */
    public Builder seed(long seed) {
      sampling().seed = seed;
      return this;
    }

    /** Against saying the same again, -2 to 2. */
    public Builder frequencyPenalty(double penalty) {
      sampling().frequencyPenalty = Sampling.within("frequencyPenalty", penalty, -2, 2);
      return this;
    }

    /** Against coming back to what was said, -2 to 2. */
    public Builder presencePenalty(double penalty) {
      sampling().presencePenalty = Sampling.within("presencePenalty", penalty, -2, 2);
      return this;
    }

    /** For each token how likely it was, with so many others, 0 to 20. */
    public Builder topLogprobs(int others) {
      sampling().topLogprobs = Sampling.within("topLogprobs", others, 0, 20);
      return this;
    }

    /** How many answers are wanted, 1 to 128; each may use all of {@link #maxOutputTokens}. */
    public Builder choices(int choices) {
      sampling().choices = Sampling.within("choices", choices, 1, 128);
      return this;
    }

    /** How much the model should think. */
    public Builder reasoningEffort(ReasoningEffort effort) {
      this.reasoningEffort = effort;
      return this;
    }

    /** Who asks, 1 to 1024 characters; a provider sees a keyed pseudonym of it. */
    public Builder endUser(String id) {
      this.endUser = text("endUser", id, LONGEST_END_USER);
      return this;
    }

    /** A hint which requests begin alike, 1 to 64 characters, no personal data. */
    public Builder cacheKey(String key) {
      this.cacheKey = text("cacheKey", key, LONGEST_CACHE_KEY);
      return this;
    }

    /**
     * Further fields of the body, written by one dialect only. It refuses those it writes itself
     * and those that would make a call cost more than is held for it.
     *
     * @param dialect such as {@code openai-chat}
     * @param fields a JSON object
     */
    public Builder providerOptions(String dialect, Json fields) {
      Map<String, Json> more = new LinkedHashMap<>(providerOptions);
      more.put(dialect, fields);
      this.providerOptions = more;
      return this;
    }

    /** The wire on which the client is served, such as {@code openai-chat}. */
    public Builder clientDialect(String dialect) {
      this.clientDialect = dialect;
      return this;
    }

    /** What is declared about the call, by changing a builder. */
    public Builder context(Consumer<CallContext.Builder> change) {
      CallContext.Builder builder = context.toBuilder();
      change.accept(builder);
      this.context = builder.build();
      return this;
    }

    /** What is declared about the call, as a whole. */
    public Builder context(CallContext context) {
      this.context = context;
      return this;
    }

    /**
     * The request.
     *
     * @throws InvalidRequestException when the model or all messages are missing, or the tool
     *     choice is none of the tools
     */
    public ChatRequest build() {
      if (model == null) {
        throw new InvalidRequestException("model: none (expected: a name from the configuration)");
      }
      if (messages.isEmpty()) {
        throw new InvalidRequestException("messages: none (expected: >= 1)");
      }
      if (!toolChoice.equals(ToolChoice.AUTO)) {
        ToolChoice.check(toolChoice, tools);
      }
      return new ChatRequest(this, model);
    }

    private void leaveOut(Feature setting) {
      switch (setting) {
        case PARALLEL_TOOL_CALLS -> parallelToolCalls = null;
        case REASONING_EFFORT -> reasoningEffort = null;
        case END_USER -> endUser = null;
        default -> sampling().leaveOut(setting);
      }
    }

    private Sampling.Draft sampling() {
      if (sampling == null) {
        sampling = new Sampling.Draft();
      }
      return sampling;
    }

    static String text(String what, String text, int longest) {
      if (text.isEmpty() || text.length() > longest) {
        throw new InvalidRequestException(
            what + ": " + text.length() + " characters (expected: 1 to " + longest + ")");
      }
      return text;
    }
  }
}
