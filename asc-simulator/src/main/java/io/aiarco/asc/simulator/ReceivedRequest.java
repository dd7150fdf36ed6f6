package io.aiarco.asc.simulator;

import java.util.List;
import java.util.OptionalLong;

/**
 * A model call as the simulator understood it, for deciding on the reply. Immutable.
 *
 * @param number position in the order of arrival at this simulator, from 1
 * @param kind what was asked for
 * @param stream whether events were asked for
 * @param includeUsage whether an OpenAI stream is to report usage ({@code
 *     stream_options.include_usage}); always true in dialects that do not ask
 * @param maxOutputTokens the request's limit, empty if it set none
 * @param turns the messages in order; the system prompt, if any, comes first with the role {@code
 *     system}. Of a request for embeddings: its inputs, with the role {@code user}
 * @param tools names of the tools offered
 * @param choices how many replies are asked for ({@code n}), at least 1
 * @param dimensions how many numbers each vector is to have, empty if that is left to the provider
 * @param stored whether the provider may keep the exchange; Responses say yes unless told
 * @param include what else is to be told, in the dialect's own words, such as {@code
 *     reasoning.encrypted_content}, or {@code base64} for embeddings
 */
public record ReceivedRequest(
    long number,
    Dialect dialect,
    Kind kind,
    String model,
    boolean stream,
    boolean includeUsage,
    OptionalLong maxOutputTokens,
    List<Turn> turns,
    List<String> tools,
    int choices,
    OptionalLong dimensions,
    boolean stored,
    List<String> include) {

  /** What a request asks for. */
  public enum Kind {
    /** A reply of a model. */
    CHAT,
    /** Vectors, one for each turn. */
    EMBEDDINGS,
    /** The number of input tokens. */
    TOKEN_COUNT
  }

  /** One message: role and text, parts joined by nothing; content other than text is left out. */
  public record Turn(String role, String text) {}

  public ReceivedRequest {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
    include = List.copyOf(include);
  }

  static Builder builder(long number, Dialect dialect, String model) {
    return new Builder(number, dialect, model);
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

  /** Collects a request while it is read. Single-thread. */
  static final class Builder {

    private final long number;
    private final Dialect dialect;
    private final String model;
    private Kind kind = Kind.CHAT;
    private boolean stream;
    private boolean includeUsage = true;
    private OptionalLong maxOutputTokens = OptionalLong.empty();
    private List<Turn> turns = List.of();
    private List<String> tools = List.of();
    private int choices = 1;
    private OptionalLong dimensions = OptionalLong.empty();
    private boolean stored;
    private List<String> include = List.of();

    private Builder(long number, Dialect dialect, String model) {
      this.number = number;
      this.dialect = dialect;
      this.model = model;
    }

    Builder kind(Kind kind) {
      this.kind = kind;
      return this;
    }

    Builder stream(boolean stream) {
      this.stream = stream;
      return this;
    }

    Builder includeUsage(boolean includeUsage) {
      this.includeUsage = includeUsage;
      return this;
    }

    Builder maxOutputTokens(OptionalLong maxOutputTokens) {
      this.maxOutputTokens = maxOutputTokens;
      return this;
    }

    Builder turns(List<Turn> turns) {
      this.turns = turns;
      return this;
    }

    Builder tools(List<String> tools) {
      this.tools = tools;
      return this;
    }

    Builder choices(int choices) {
      this.choices = choices;
      return this;
    }

    Builder dimensions(OptionalLong dimensions) {
      this.dimensions = dimensions;
      return this;
    }

    Builder stored(boolean stored) {
      this.stored = stored;
      return this;
    }

    Builder include(List<String> include) {
      this.include = include;
      return this;
    }

    ReceivedRequest build() {
      return new ReceivedRequest(
          number,
          dialect,
          kind,
          model,
          stream,
          includeUsage,
          maxOutputTokens,
          turns,
          tools,
          choices,
          dimensions,
          stored,
          include);
    }
  }
}
