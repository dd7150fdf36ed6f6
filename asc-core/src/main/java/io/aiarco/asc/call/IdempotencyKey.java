package io.aiarco.asc.call;

/**
 * The caller's name for one piece of work, 1 to 256 characters: within one tenant and caller, the
 * same key means the same reply and one provider call. It may name a person or an order, so {@link
 * #toString()} does not show it. Immutable.
 */
public record IdempotencyKey(String value) {
  public IdempotencyKey {
    Names.requireText("idempotency key", value, 256);
  }

  @Override
  public String toString() {
    return "IdempotencyKey[...]";
  }
}
