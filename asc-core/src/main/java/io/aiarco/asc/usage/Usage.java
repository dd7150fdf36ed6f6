package io.aiarco.asc.usage;

import java.util.Arrays;

/**
 * Tokens of one attempt or call, by disjoint class, where the figures come from, and on what terms
 * the provider served. Immutable.
 */
@SuppressWarnings("EnumOrdinal") // an array by class, never stored: it lives and dies with the enum
public final class Usage {
  /** No figures. */
  public static final Usage ABSENT =
      new Usage(new long[TokenClass.values().length], UsageSource.ABSENT, Terms.LIST);

  private static final TokenClass[] CLASSES = TokenClass.values();

  private final long[] tokens;
  private final UsageSource source;
  private final Terms terms;

  private Usage(long[] tokens, UsageSource source, Terms terms) {
    this.tokens = tokens;
    this.source = source;
    this.terms = terms;
  }

  /** Input and output without finer classes, the commonest case. */
  public static Usage of(long input, long output, UsageSource source) {
    Builder builder =
        builder(source).tokens(TokenClass.INPUT, input).tokens(TokenClass.OUTPUT, output);
    return new Usage(builder.tokens, source, Terms.LIST); // nobody else has the builder, so no copy
  }

  /** A builder with all classes at zero. */
  public static Builder builder(UsageSource source) {
    return new Builder(source);
  }

  /** Tokens of one class, at least 0. */
  public long tokens(TokenClass tokenClass) {
    return tokens[tokenClass.ordinal()];
  }

  /** Where the figures come from. */
  public UsageSource source() {
    return source;
  }

  /** On what terms the provider served. */
  public Terms terms() {
    return terms;
  }

  /** All input classes together. */
  public long inputTokens() {
    return sum(false);
  }

  /** All output classes together, reasoning included. */
  public long outputTokens() {
    return sum(true);
  }

  /** All classes together. */
  public long totalTokens() {
    return Math.addExact(inputTokens(), outputTokens());
  }

  /** The same figures under another source. */
  public Usage as(UsageSource other) {
    return new Usage(tokens, other, terms);
  }

  /** The same figures on other terms. */
  public Usage on(Terms other) {
    return other.equals(terms) ? this : new Usage(tokens, source, other);
  }

  /** Class by class, the sum of both; the weaker source of the two, and the other's terms. */
  public Usage plus(Usage other) {
    long[] sum = new long[tokens.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.addExact(tokens[i], other.tokens[i]);
    }
    return new Usage(sum, source.compareTo(other.source) >= 0 ? source : other.source, other.terms);
  }

  private long sum(boolean output) {
    long sum = 0;
    for (TokenClass tokenClass : CLASSES) {
      if (tokenClass.isOutput() == output) {
        sum = Math.addExact(sum, tokens[tokenClass.ordinal()]);
      }
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Usage usage
        && source == usage.source
        && terms.equals(usage.terms)
        && Arrays.equals(tokens, usage.tokens);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(tokens) + source.hashCode()) + terms.hashCode();
  }

  @Override
  public String toString() {
    return "Usage[input="
        + inputTokens()
        + ", output="
        + outputTokens()
        + ", "
        + source.key()
        + "]";
  }

  /** Collects token counts. Single-thread. */
  public static final class Builder {
    private final long[] tokens = new long[CLASSES.length];
    private final UsageSource source;

    private Builder(UsageSource source) {
      this.source = source;
    }

    /** Sets the count of one class, at least 0. */
    public Builder tokens(TokenClass tokenClass, long count) {
      if (count < 0) {
        throw new IllegalArgumentException(
            tokenClass.key() + ": " + count + " tokens (expected: >= 0)");
      }
      tokens[tokenClass.ordinal()] = count;
      return this;
    }

    /** The usage, on the terms of the list price. */
    public Usage build() {
      return new Usage(tokens.clone(), source, Terms.LIST);
    }
  }
}
