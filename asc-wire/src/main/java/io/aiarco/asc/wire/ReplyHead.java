package io.aiarco.asc.wire;

import java.time.Instant;

/**
 * What a served reply says of itself beside its content.
 *
 * @param id the reply's id, as the client shall see it; not empty
 * @param model the model, as the client shall see it; not empty
 * @param created when it began; dialects tell whole seconds, or nothing
 * @param usage whether a stream tells its figures, where the dialect leaves that to the client.
 *     Immutable.
 */
public record ReplyHead(String id, String model, Instant created, boolean usage) {
  public ReplyHead {
    if (id.isEmpty() || model.isEmpty()) {
      throw new IllegalArgumentException("reply id, model: empty (expected: >= 1 character each)");
    }
  }
}
