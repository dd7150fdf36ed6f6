package io.aiarco.asc.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be told to one request, before any dialect puts it into words. Immutable.
 *
 * @param id unique within the simulator, without a dialect's prefix
 * @param choices at least one; as many as the request asked for
 * @param vectors the scripted embeddings, in order of the inputs; nobody may change them
 * @param usage empty if the reply reports none
 */
record Script(
    String id,
    long createdSeconds,
    ReceivedRequest request,
    List<Said> choices,
    List<float[]> vectors,
    Optional<TokenUsage> usage) {

  Script {
    choices = List.copyOf(choices);
    vectors = List.copyOf(vectors);
  }

  /**
   * The reply as an answer to this request: if it is asked for more choices than it has, it begins
   * again with its first.
   */
  static Script of(String id, long createdSeconds, Reply reply, ReceivedRequest request) {
    UsageReport report = reply.usage();
    long limit = request.maxOutputTokens().orElse(Long.MAX_VALUE);
    List<Said> choices = new ArrayList<>();
    long tokens = 0;
    long reasoning = 0;
    for (int i = 0; i < request.choices(); i++) {
      Said said = reply.choices().get(i % reply.choices().size());
      Said told = report == null ? said.within(limit) : said;
      choices.add(told);
      tokens += Math.min(told.tokens(), limit);
      reasoning += Math.min(told.reasoning().size(), limit);
    }
    Optional<TokenUsage> usage =
        report == null
            ? Optional.of(new TokenUsage(request.inputWords(), 0, 0, tokens - reasoning, reasoning))
            : report.of(request, tokens);
    return new Script(id, createdSeconds, request, choices, reply.vectors(), usage);
  }

  String model() {
    return request.model();
  }

  /** The first choice: the only one in dialects that have no others. */
  Said only() {
    return choices.get(0);
  }

  Script with(List<Said> others) {
    return new Script(id, createdSeconds, request, others, vectors, usage);
  }

  Script withoutUsage() {
    return new Script(id, createdSeconds, request, choices, vectors, Optional.empty());
  }
}
