package io.aiarco.asc.chat;

import java.util.Arrays;

/** Where a model puts a text: a point, as 32-bit numbers, all finite, at least one. Immutable. */
public final class Embedding {
  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /** A copy of {@code values}. */
  public static Embedding of(float... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("embedding: no numbers (expected: >= 1)");
    }
    float[] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      if (!Float.isFinite(copy[i])) {
        throw new IllegalArgumentException(
            "embedding[" + i + "]: " + copy[i] + " (expected: finite)");
      }
    }
    return new Embedding(copy);
  }

  /** How many numbers it has. */
  public int dimensions() {
    return values.length;
  }

  /** One number, from 0. */
  public float value(int dimension) {
    return values[dimension];
  }

  /** A copy of its numbers. */
  public float[] values() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding embedding && Arrays.equals(values, embedding.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding[" + values.length + " dimensions]";
  }
}
