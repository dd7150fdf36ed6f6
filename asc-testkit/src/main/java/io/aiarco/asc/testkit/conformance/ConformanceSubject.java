package io.aiarco.asc.testkit.conformance;

import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is put to the test: a reader of one wire's replies. It is called by one thread, once per
 * reply.
 */
public interface ConformanceSubject {
  /** What it is called in the table, such as {@code openai}. */
  String name();

  /** The wire it reads, in a case's words: {@code openai-chat}, {@code anthropic-messages}. */
  String wire();

  /**
   * The wires it reads, the most particular first: where a case has bytes for several of them, it
   * is given those of the first. A server that speaks OpenAI's wire but for some replies reads
   * {@code ollama-chat} before {@code openai-chat}.
   */
  default List<String> wires() {
    return List.of(wire());
  }

  /**
   * Reads one reply to its end and hands out its events as they come.
   *
   * @throws ProviderFailure when the reply is an error, or not what its protocol says; events that
   *     came before count
   * @throws IOException the body's own, when the connection broke; it counts as TRUNCATED, which is
   *     what the owner of a connection makes of it
   */
  void read(WireReply reply, Consumer<StreamEvent> out) throws ProviderFailure, IOException;
}
