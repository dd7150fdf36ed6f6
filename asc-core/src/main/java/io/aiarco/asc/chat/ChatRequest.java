package io.aiarco.asc.chat;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A conversation to be continued, in no provider's words. Immutable. */
public final class ChatRequest implements ModelRequest {
  private final @Nullable ModelName model;
  private final List<Message> messages;
  private final List<Tool> tools;
  private final List<String> stopSequences;
  private final @Nullable Integer maxOutputTokens;
  private final @Nullable Double temperature;
  private final @Nullable Double topP;
  private final CallContext context;

  private ChatRequest(Builder builder) {
    this.model = builder.model;
    this.messages = List.copyOf(builder.messages);
    this.tools = List.copyOf(builder.tools);
    this.stopSequences = List.copyOf(builder.stopSequences);
    this.maxOutputTokens = builder.maxOutputTokens;
    this.temperature = builder.temperature;
    this.topP = builder.topP;
    this.context = builder.context;
  }

  /** A builder with nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public ModelName model() {
    if (model == null) {
      throw new IllegalStateException("model: none (expected: set by build())");
    }
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

  /** Texts that end the reply. */
  public List<String> stopSequences() {
    return stopSequences;
  }

  @Override
  public OptionalInt maxOutputTokens() {
    return maxOutputTokens == null ? OptionalInt.empty() : OptionalInt.of(maxOutputTokens);
  }

  /** Sampling temperature, 0 to 2. */
  public OptionalDouble temperature() {
    return temperature == null ? OptionalDouble.empty() : OptionalDouble.of(temperature);
  }

  /** Nucleus sampling, 0 to 1. */
  public OptionalDouble topP() {
    return topP == null ? OptionalDouble.empty() : OptionalDouble.of(topP);
  }

  @Override
  public CallContext context() {
    return context;
  }

  /** A builder that starts from this request. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.model = model;
    builder.messages.addAll(messages);
    builder.tools.addAll(tools);
    builder.stopSequences.addAll(stopSequences);
    builder.maxOutputTokens = maxOutputTokens;
    builder.temperature = temperature;
    builder.topP = topP;
    builder.context = context;
    return builder;
  }

  @Override
  public String toString() {
    return "ChatRequest[model=" + model + ", messages=" + messages.size() + "]";
  }

  /** Collects the parts of a {@link ChatRequest}. Single-thread. */
  public static final class Builder {
    private final List<Message> messages = new ArrayList<>();
    private final List<Tool> tools = new ArrayList<>();
    private final List<String> stopSequences = new ArrayList<>();
    private @Nullable ModelName model;
    private @Nullable Integer maxOutputTokens;
    private @Nullable Double temperature;
    private @Nullable Double topP;
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

    /** Adds a tool the model may ask for. */
    public Builder tool(Tool tool) {
      tools.add(tool);
      return this;
    }

    /** Adds a text that ends the reply. */
    public Builder stopSequence(String text) {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("stop sequence: empty (expected: >= 1 character)");
      }
      stopSequences.add(text);
      return this;
    }

    /** The most tokens the reply may have, at least 1. */
    public Builder maxOutputTokens(int tokens) {
      if (tokens < 1) {
        throw new IllegalArgumentException("maxOutputTokens: " + tokens + " (expected: >= 1)");
      }
      this.maxOutputTokens = tokens;
      return this;
    }

    /** Sampling temperature, 0 to 2. */
    public Builder temperature(double temperature) {
      if (!(temperature >= 0 && temperature <= 2)) {
        throw new IllegalArgumentException("temperature: " + temperature + " (expected: 0 to 2)");
      }
      this.temperature = temperature;
      return this;
    }

    /** Nucleus sampling, 0 to 1. */
    public Builder topP(double topP) {
      if (!(topP >= 0 && topP <= 1)) {
        throw new IllegalArgumentException("topP: " + topP + " (expected: 0 to 1)");
      }
      this.topP = topP;
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
     * @throws InvalidRequestException when the model or all messages are missing
     */
    public ChatRequest build() {
      if (model == null) {
        throw new InvalidRequestException("model: none (expected: a name from the configuration)");
      }
      if (messages.isEmpty()) {
        throw new InvalidRequestException("messages: none (expected: >= 1)");
      }
      return new ChatRequest(this);
    }
  }
}
