package io.aiarco.asc.simulator;

import java.util.List;
import java.util.OptionalLong;

/**
 * A model call as the simulator understood it, for deciding on the reply. Immutable.
 *
 * @param number position in the order of arrival at this simulator, from 1
 * @param stream whether events were asked for
 * @param includeUsage whether an OpenAI stream is to report usage ({@code
 *     stream_options.include_usage}); always true for Anthropic
 * @param maxOutputTokens the request's limit, empty if it set none
 * @param turns the messages in order; the system prompt, if any, comes first with the role {@code
 *     system}
 * @param tools names of the tools offered
 */
public record ReceivedRequest(
    long number,
    Dialect dialect,
    String model,
    boolean stream,
    boolean includeUsage,
    OptionalLong maxOutputTokens,
    List<Turn> turns,
    List<String> tools) {

  /** One message: role and text, parts joined by nothing; content other than text is left out. */
  public record Turn(String role, String text) {}

  public ReceivedRequest {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
  }

  /** The text of the last message with the role {@code user}, or the empty text. */
  public String lastUserText() {
    for (int i = turns.size() - 1; i >= 0; i--) {
      if (turns.get(i).role().equals("user")) {
        return turns.get(i).text();
      }
    }
    return "";
  }

  /** Words in all messages, at least 1: what the simulator counts as input tokens. */
  public long inputWords() {
    return Math.max(1, turns.stream().mapToLong(turn -> Words.count(turn.text())).sum());
  }
}
