package io.aiarco.asc.call;

/**
 * A model, as asked for by a caller ({@code support}) or as a provider calls it ({@code
 * meta-llama/Llama-3.1-8B-Instruct}): 1 to 128 visible ASCII characters. Immutable.
 */
public record ModelName(String value) {
  public ModelName {
    boolean valid = !value.isEmpty() && value.length() <= 128;
    for (int i = 0; valid && i < value.length(); i++) {
      valid = value.charAt(i) > ' ' && value.charAt(i) < 0x7F;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "model: " + value.length() + " characters (expected: 1 to 128 of visible ASCII)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
