package io.aiarco.asc.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.wire.ErrorAnswer;
import java.io.IOException;

/**
 * What a flavour tells a served reply in. All of it stands in a choice's message or delta, the
 * figures aside. Implementations are immutable.
 */
interface ServedWords {
  /** Writes the next words of a reply, not none. */
  void text(JsonGenerator json, String text) throws IOException;

  /** Writes the next words of what was thought, not none. */
  void thought(JsonGenerator json, String thought) throws IOException;

  /** Writes the next words of a refusal, not none. */
  void refusal(JsonGenerator json, String refusal) throws IOException;

  /** Writes all words of a whole message; each may be empty. */
  void message(JsonGenerator json, String text, String thought, String refusal) throws IOException;

  /** The word for how it ended. */
  String finish(FinishReason reason);

  /**
   * Writes the figures of a whole reply, or what stands for having none.
   *
   * @param further fields of them that only this wire knows
   */
  void usage(JsonGenerator json, Usage usage, JsonNode further) throws IOException;

  /** Whether a stream's figures ride on the chunk that ends it, asked for or not. */
  boolean usageEndsStream();

  /** The body of an error. */
  byte[] error(ErrorAnswer error);
}
