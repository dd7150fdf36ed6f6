package io.aiarco.asc.testkit.conformance;

import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.json.Json;
import java.util.List;

/**
 * What is put to the test: who carries a client's request over to a provider, on one wire. It is
 * called by one thread, once per request.
 */
public interface RequestSubject {
  /** What it is called in the table, such as {@code openai}. */
  String name();

  /**
   * The wires it writes, the most particular first: of a case's expectations the last that names
   * one of them counts.
   */
  List<String> wires();

  /**
   * Carries one request over. The provider calls the model {@code model-1} and takes all that its
   * wire has words for; it is asked for a whole reply of at most 100 tokens, unless the request has
   * a limit of its own.
   *
   * @param from the wire of the client, in a case's words
   * @throws io.aiarco.asc.chat.InvalidRequestException when it cannot be said on the other wire
   */
  Sent send(String from, byte[] request);

  /**
   * What the provider gets.
   *
   * @param warnings what the caller is told of it. Immutable.
   */
  record Sent(Json body, List<Warning> warnings) {
    public Sent {
      warnings = List.copyOf(warnings);
    }
  }
}
