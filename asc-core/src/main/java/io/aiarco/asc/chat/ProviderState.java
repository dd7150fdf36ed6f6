package io.aiarco.asc.chat;

import io.aiarco.asc.json.Json;

/**
 * What a provider wants back unread with the next turn, such as the signature of its reasoning. It
 * belongs to the dialect and the model it came from and is sent to no other.
 *
 * @param dialect the wire it came over
 * @param model the model that was asked for it, by the provider's name, or {@link #ANY_MODEL}
 * @param json an object, in the dialect's own words. Immutable.
 */
public record ProviderState(String dialect, String model, Json json) {
  /** Where nothing seals it: any model that is talked to in the dialect takes it. */
  public static final String ANY_MODEL = "*";

  /** Whether {@code dialect} and {@code model} are where it came from. */
  public boolean isOf(String dialect, String model) {
    return this.dialect.equals(dialect)
        && (this.model.equals(model) || this.model.equals(ANY_MODEL));
  }
}
