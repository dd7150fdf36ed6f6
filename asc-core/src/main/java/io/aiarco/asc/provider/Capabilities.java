package io.aiarco.asc.provider;

import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.Operation;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an endpoint can do and how much. Immutable. */
public final class Capabilities {
  private final Operation operation;
  private final int maxInputTokens;
  private final int maxOutputTokens;
  private final int minOutputTokens;
  private final int usualOutputTokens;
  private final Set<Feature> features;
  private final @Nullable Integer imageTokens;
  private final @Nullable Integer documentTokens;
  private final String dialect;

  private Capabilities(Builder builder) {
    this.operation = builder.operation;
    this.maxInputTokens = builder.maxInputTokens;
    this.maxOutputTokens = builder.maxOutputTokens;
    this.minOutputTokens = builder.minOutputTokens;
    this.usualOutputTokens = Math.min(builder.usualOutputTokens, builder.maxOutputTokens);
    this.features = Collections.unmodifiableSet(builder.features.clone());
    this.imageTokens = builder.imageTokens;
    this.documentTokens = builder.documentTokens;
    this.dialect = builder.dialect;
  }

  /** A chat endpoint that can do everything; see {@link #builder}. */
  public static Capabilities of(int maxInputTokens, int maxOutputTokens) {
    return builder(maxInputTokens, maxOutputTokens).build();
  }

  /**
   * A builder of a chat endpoint, with every feature of one and no dialect.
   *
   * @param maxInputTokens the context window, at least 1
   * @param maxOutputTokens the most tokens of one choice, at least 1; asked for more, ASC asks for
   *     this
   */
  public static Builder builder(int maxInputTokens, int maxOutputTokens) {
    return new Builder(
        Operation.CHAT, maxInputTokens, atLeastOne("max output tokens", maxOutputTokens));
  }

  /**
   * A builder of an endpoint that embeds, with every feature of one and no dialect.
   *
   * @param maxInputTokens the context window, which each input of a request has for itself, at
   *     least 1
   */
  public static Builder embedding(int maxInputTokens) {
    return new Builder(Operation.EMBEDDING, maxInputTokens, 0);
  }

  /** What it does; it can be asked nothing else. */
  public Operation operation() {
    return operation;
  }

  /** The context window, in tokens. */
  public int maxInputTokens() {
    return maxInputTokens;
  }

  /** The most tokens of one choice; 0 where the endpoint embeds. */
  public int maxOutputTokens() {
    return maxOutputTokens;
  }

  /** The lowest ceiling it takes: a request that allows it fewer tokens it would refuse. */
  public int minOutputTokens() {
    return minOutputTokens;
  }

  /**
   * The most tokens of one choice of a request that names no limit, at most {@link
   * #maxOutputTokens}: a budget must hold them all, so that the most a model can is rarely wise.
   */
  public int usualOutputTokens() {
    return usualOutputTokens;
  }

  /** What a request may ask of it. */
  public Set<Feature> features() {
    return features;
  }

  /** What of {@code asked} it cannot do, in the order of {@link Feature}; mostly nothing. */
  public Set<Feature> lacking(Set<Feature> asked) {
    if (features.containsAll(asked)) {
      return Set.of();
    }
    Set<Feature> lacking = EnumSet.copyOf(asked);
    lacking.removeAll(features);
    return Collections.unmodifiableSet(lacking);
  }

  /** The most tokens one picture counts; absent: it may fill the context window. */
  public OptionalInt imageTokens() {
    return imageTokens == null ? OptionalInt.empty() : OptionalInt.of(imageTokens);
  }

  /** The most tokens one document counts; absent: it may fill the context window. */
  public OptionalInt documentTokens() {
    return documentTokens == null ? OptionalInt.empty() : OptionalInt.of(documentTokens);
  }

  /**
   * The wire it is spoken to in, by the name that a provider's state bears; empty for none, which
   * takes no state.
   */
  public String dialect() {
    return dialect;
  }

  /** A builder that starts from these. */
  public Builder toBuilder() {
    Builder builder = new Builder(operation, maxInputTokens, maxOutputTokens).features(features);
    builder.minOutputTokens = minOutputTokens;
    builder.usualOutputTokens = usualOutputTokens;
    builder.imageTokens = imageTokens;
    builder.documentTokens = documentTokens;
    return builder.dialect(dialect);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Capabilities that
        && operation == that.operation
        && maxInputTokens == that.maxInputTokens
        && maxOutputTokens == that.maxOutputTokens
        && minOutputTokens == that.minOutputTokens
        && usualOutputTokens == that.usualOutputTokens
        && features.equals(that.features)
        && imageTokens().equals(that.imageTokens())
        && documentTokens().equals(that.documentTokens())
        && dialect.equals(that.dialect);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * maxInputTokens + maxOutputTokens) + features.hashCode();
  }

  @Override
  public String toString() {
    return "Capabilities["
        + operation
        + ", "
        + maxInputTokens
        + ", "
        + maxOutputTokens
        + ", "
        + features
        + "]";
  }

  private static int atLeastOne(String what, int tokens) {
    if (tokens < 1) {
      throw new IllegalArgumentException(what + ": " + tokens + " (expected: >= 1)");
    }
    return tokens;
  }

  /** Collects what an endpoint can do. Single-thread. */
  public static final class Builder {
    private final Operation operation;
    private final int maxInputTokens;
    private final int maxOutputTokens;
    private int minOutputTokens;
    private int usualOutputTokens;
    private final EnumSet<Feature> features = EnumSet.noneOf(Feature.class);
    private @Nullable Integer imageTokens;
    private @Nullable Integer documentTokens;
    private String dialect = "";

    private Builder(Operation operation, int maxInputTokens, int maxOutputTokens) {
      this.operation = operation;
      for (Feature feature : Feature.values()) {
        if (feature.isOf(operation)) {
          features.add(feature);
        }
      }
      this.maxInputTokens = atLeastOne("max input tokens", maxInputTokens);
      this.maxOutputTokens = maxOutputTokens;
      this.usualOutputTokens = maxOutputTokens;
    }

    /** These features and no others. */
    public Builder features(Collection<Feature> features) {
      this.features.clear();
      this.features.addAll(features);
      return this;
    }

    /** This feature, too. */
    public Builder with(Feature feature) {
      features.add(feature);
      return this;
    }

    /** Not this feature. */
    public Builder without(Feature feature) {
      features.remove(feature);
      return this;
    }

    /** The most tokens of one choice where a request names no limit, at least 1. */
    public Builder usualOutputTokens(int tokens) {
      this.usualOutputTokens = atLeastOne("usual output tokens", tokens);
      return this;
    }

    /** The lowest ceiling it takes, at least 1; 0 unless set: any. */
    public Builder minOutputTokens(int tokens) {
      this.minOutputTokens = atLeastOne("min output tokens", tokens);
      return this;
    }

    /** The most tokens one picture counts, at least 1. */
    public Builder imageTokens(int tokens) {
      this.imageTokens = atLeastOne("image tokens", tokens);
      return this;
    }

    /** The most tokens one document counts, at least 1. */
    public Builder documentTokens(int tokens) {
      this.documentTokens = atLeastOne("document tokens", tokens);
      return this;
    }

    /** The wire it is spoken to in. */
    public Builder dialect(String dialect) {
      this.dialect = dialect;
      return this;
    }

    /** The capabilities. */
    public Capabilities build() {
      return new Capabilities(this);
    }
  }
}
