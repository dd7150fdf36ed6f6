package io.aiarco.asc.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one choice of a reply says, before any dialect puts it into words. Immutable.
 *
 * @param reasoning the model's thoughts, in deltas; dialects that keep them to themselves only
 *     count them
 * @param deltas the text, one token each
 * @param refusal whether the text is the model's refusal to answer
 * @param scripted the reason to end for; absent where the rest decides it
 */
record Said(
    List<String> reasoning,
    List<String> deltas,
    boolean refusal,
    List<Reply.ToolCall> toolCalls,
    @Nullable Finish scripted) {

  private static final int FRAGMENT_CHARS = 7;

  Said {
    reasoning = List.copyOf(reasoning);
    deltas = List.copyOf(deltas);
    toolCalls = List.copyOf(toolCalls);
  }

  static Said text(List<String> deltas) {
    return new Said(List.of(), deltas, false, List.of(), null);
  }

  Said refused() {
    return new Said(reasoning, deltas, true, toolCalls, scripted);
  }

  Said thinking(List<String> thoughts) {
    return new Said(thoughts, deltas, refusal, toolCalls, scripted);
  }

  Said calling(Reply.ToolCall call) {
    List<Reply.ToolCall> more = new ArrayList<>(toolCalls);
    more.add(call);
    return calling(more);
  }

  Said calling(List<Reply.ToolCall> calls) {
    return new Said(reasoning, deltas, refusal, calls, scripted);
  }

  Said ending(Finish reason) {
    return new Said(reasoning, deltas, refusal, toolCalls, reason);
  }

  /** This, ended by {@code limit} unless the script says how it ends. */
  Said within(long limit) {
    if (scripted != null || reasoning.size() + deltas.size() <= limit) {
      return this;
    }
    int thoughts = (int) Math.min(limit, reasoning.size());
    return new Said(
        reasoning.subList(0, thoughts),
        deltas.subList(0, (int) Math.min(limit - thoughts, deltas.size())),
        refusal,
        toolCalls,
        Finish.LENGTH);
  }

  /** Why it ends. */
  Finish finish() {
    if (scripted != null) {
      return scripted;
    }
    if (refusal) {
      return Finish.REFUSED;
    }
    return toolCalls.isEmpty() ? Finish.STOP : Finish.TOOL_CALLS;
  }

  String text() {
    return String.join("", deltas);
  }

  String thoughts() {
    return String.join("", reasoning);
  }

  /** Whether it calls tools and says nothing. */
  boolean onlyCalls() {
    return deltas.isEmpty() && !toolCalls.isEmpty();
  }

  /** One to a delta, and one to a fragment of a tool call's arguments. */
  long tokens() {
    long tokens = (long) reasoning.size() + deltas.size();
    for (Reply.ToolCall call : toolCalls) {
      tokens += fragments(call.arguments()).size();
    }
    return tokens;
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
}
