package io.aiarco.asc.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told to one request, before any dialect puts it into words. Immutable.
 *
 * @param id unique within the simulator, without a dialect's prefix
 * @param usage empty if the reply reports none
 */
record Script(
    String id,
    String model,
    long createdSeconds,
    List<String> deltas,
    List<Reply.ToolCall> toolCalls,
    Finish finish,
    Optional<TokenUsage> usage) {

  private static final int FRAGMENT_CHARS = 7;

  static Script of(String id, long createdSeconds, Reply reply, ReceivedRequest request) {
    List<String> deltas = reply.deltas();
    Finish finish = finish(reply.finish(), reply.toolCalls());
    UsageReport report = reply.usage();
    long limit = request.maxOutputTokens().orElse(Long.MAX_VALUE);
    if (report == null && reply.finish() == null && deltas.size() > limit) {
      deltas = deltas.subList(0, (int) limit);
      finish = Finish.LENGTH;
    }
    long tokens = deltas.size();
    for (Reply.ToolCall call : reply.toolCalls()) {
      tokens += fragments(call.arguments()).size();
    }
    Optional<TokenUsage> usage =
        (report == null ? UsageReport.counted() : report).of(request, Math.min(tokens, limit));
    return new Script(
        id, request.model(), createdSeconds, deltas, reply.toolCalls(), finish, usage);
  }

  String text() {
    return String.join("", deltas);
  }

  /**
   * The arguments as a stream tells them: several fragments, none of which cuts a character in two.
   */
  static List<String> fragments(String arguments) {
    List<String> fragments = new ArrayList<>();
    for (int start = 0; start < arguments.length(); ) {
      int end = Math.min(start + FRAGMENT_CHARS, arguments.length());
      if (end < arguments.length() && Character.isHighSurrogate(arguments.charAt(end - 1))) {
        end++;
      }
      fragments.add(arguments.substring(start, end));
      start = end;
    }
    return fragments;
  }

  private static Finish finish(@Nullable Finish scripted, List<Reply.ToolCall> toolCalls) {
    if (scripted != null) {
      return scripted;
    }
    return toolCalls.isEmpty() ? Finish.STOP : Finish.TOOL_CALLS;
  }
}
