package io.aiarco.asc.chat;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Texts to be turned into vectors, in no provider's words. Immutable. */
public final class EmbeddingRequest implements ModelRequest {
  /** The most texts of one request. */
  public static final int MOST_INPUTS = 2048;

  /** The most numbers a vector can be asked to have. */
  public static final int MOST_DIMENSIONS = 1 << 16;

  private final ModelName model;
  private final List<String> inputs;
  private final @Nullable Integer dimensions;
  private final @Nullable String endUser;
  private final Map<String, Json> providerOptions;
  private final CallContext context;
  private final Set<Feature> features;

  private EmbeddingRequest(Builder builder, ModelName model) {
    this.model = model;
    this.inputs = List.copyOf(builder.inputs);
    this.dimensions = builder.dimensions;
    this.endUser = builder.endUser;
    this.providerOptions = Map.copyOf(builder.providerOptions);
    this.context = builder.context;
    this.features = features(builder);
  }

  private static Set<Feature> features(Builder builder) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    if (builder.dimensions != null) {
      features.add(Feature.DIMENSIONS);
    }
    if (builder.endUser != null) {
      features.add(Feature.END_USER);
    }
    return Collections.unmodifiableSet(features);
  }

  /** A builder with nothing set. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Operation operation() {
    return Operation.EMBEDDING;
  }

  @Override
  public ModelName model() {
    return model;
  }

  /** The texts, 1 to {@value #MOST_INPUTS}, none of them empty. */
  public List<String> inputs() {
    return inputs;
  }

  /** How many numbers each vector shall have; absent: as many as the model makes. */
  public OptionalInt dimensions() {
    return dimensions == null ? OptionalInt.empty() : OptionalInt.of(dimensions);
  }

  @Override
  public Optional<String> endUser() {
    return Optional.ofNullable(endUser);
  }

  @Override
  public Map<String, Json> providerOptions() {
    return providerOptions;
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
  public EmbeddingRequest without(Set<Feature> settings) {
    if (settings.isEmpty()) {
      return this;
    }
    if (!settings.equals(Set.of(Feature.END_USER))) {
      throw new IllegalArgumentException("features: " + settings + " (expected: settings)");
    }
    Builder builder = toBuilder();
    builder.endUser = null;
    return builder.build();
  }

  @Override
  public <R> R fold(Function<ChatRequest, R> chat, Function<EmbeddingRequest, R> embedding) {
    return embedding.apply(this);
  }

  /** A builder that starts from this request. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.model = model;
    builder.inputs.addAll(inputs);
    builder.dimensions = dimensions;
    builder.endUser = endUser;
    builder.providerOptions.putAll(providerOptions);
    builder.context = context;
    return builder;
  }

  @Override
  public String toString() {
    return "EmbeddingRequest[model=" + model + ", inputs=" + inputs.size() + "]";
  }

  /**
   * Collects the parts of an {@link EmbeddingRequest}. A value out of its range is refused at once,
   * with {@link InvalidRequestException}. Single-thread.
   */
  public static final class Builder {
    private final List<String> inputs = new ArrayList<>();
    private final Map<String, Json> providerOptions = new HashMap<>();
    private @Nullable ModelName model;
    private @Nullable Integer dimensions;
    private @Nullable String endUser;
    private CallContext context = CallContext.NONE;

    private Builder() {}

    /** The model, by the name the configuration gives it. Required. */
    public Builder model(String model) {
      this.model = new ModelName(model);
      return this;
    }

    /** Adds a text, not empty; at most {@value EmbeddingRequest#MOST_INPUTS}. */
    public Builder input(String text) {
      if (inputs.size() == MOST_INPUTS) {
        throw new InvalidRequestException(
            "inputs: more than " + MOST_INPUTS + " (expected: 1 to " + MOST_INPUTS + ")");
      }
      if (text.isEmpty()) {
        throw new InvalidRequestException(
            "inputs[" + inputs.size() + "]: empty (expected: >= 1 character)");
      }
      inputs.add(text);
      return this;
    }

    /** Adds texts in their order. */
    public Builder inputs(List<String> texts) {
      texts.forEach(this::input);
      return this;
    }

    /** How many numbers each vector shall have, 1 to 65536; not every model lets one choose. */
    public Builder dimensions(int dimensions) {
      this.dimensions = Sampling.within("dimensions", dimensions, 1, MOST_DIMENSIONS);
      return this;
    }

    /** Who asks, 1 to 1024 characters; a provider sees a keyed pseudonym of it. */
    public Builder endUser(String id) {
      this.endUser = ChatRequest.Builder.text("endUser", id, ChatRequest.LONGEST_END_USER);
      return this;
    }

    /**
     * Further fields of the body, as of {@link ChatRequest.Builder#providerOptions}.
     *
     * @param dialect such as {@code openai-embeddings}
     * @param fields a JSON object
     */
    public Builder providerOptions(String dialect, Json fields) {
      providerOptions.put(dialect, fields);
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
     * @throws InvalidRequestException when the model or all inputs are missing
     */
    public EmbeddingRequest build() {
      if (model == null) {
        throw new InvalidRequestException("model: none (expected: a name from the configuration)");
      }
      if (inputs.isEmpty()) {
        throw new InvalidRequestException("inputs: none (expected: 1 to " + MOST_INPUTS + ")");
      }
      return new EmbeddingRequest(this, model);
    }
  }
}
