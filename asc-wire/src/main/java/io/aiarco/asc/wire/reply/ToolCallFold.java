package io.aiarco.asc.wire.reply;

import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.json.CompactJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of tool calls together and releases them at the reply's end. Never earlier: only
 * the finish reason tells whether the last arguments are whole or were cut where they happened to
 * parse. A reply cut by a limit, a filter or a refusal releases none. Single-thread.
 *
 * <p>Servers disagree about what a part carries, so a part belongs to
 *
 * <ol>
 *   <li>the call with its index, where it has one that is known; but a new id and a name there
 *       begin a new call when the arguments so far are complete (some servers number every parallel
 *       call 0);
 *   <li>without an index: the call with its id, or a new call when the id is new;
 *   <li>with neither: the latest call.
 * </ol>
 *
 * <p>An empty id or name counts as absent and never replaces one that is known.
 */
public final class ToolCallFold {
  private final List<Call> calls = new ArrayList<>();
  private final int choice;

  /** A fold that has seen nothing of the first choice. */
  public ToolCallFold() {
    this(0);
  }

  /** A fold that has seen nothing of that choice. */
  public ToolCallFold(int choice) {
    this.choice = choice;
  }

  private static final class Call {
    final int key;
    final StringBuilder arguments = new StringBuilder();
    @Nullable String id;
    @Nullable String name;

    /** How many characters of the arguments were shown. */
    int shown;

    Call(int key) {
      this.key = key;
    }

    boolean isComplete(@Nullable String nextName) {
      return arguments.length() == 0
          ? name != null && nextName != null && !name.equals(nextName)
          : CompactJson.isObject(arguments.toString());
    }
  }

  /** Whether any part of any call was seen. */
  public boolean isEmpty() {
    return calls.isEmpty();
  }

  /**
   * Takes one part and shows it, once the call's name is known.
   *
   * @param key the provider's index; -1 for none
   * @param id null or empty for none
   * @param name null or empty for none
   * @param arguments the next characters, maybe none
   */
  public void add(
      int key,
      @Nullable String id,
      @Nullable String name,
      String arguments,
      Consumer<StreamEvent> out) {
    String knownId = emptyToNull(id);
    String knownName = emptyToNull(name);
    Call call = find(key, knownId, knownName);
    boolean begins = call.name == null && knownName != null;
    call.id = call.id == null ? knownId : call.id;
    call.name = call.name == null ? knownName : call.name;
    call.arguments.append(arguments);
    if (call.name != null && (begins || call.shown < call.arguments.length())) {
      String part = call.arguments.substring(call.shown);
      call.shown = call.arguments.length();
      out.accept(new StreamEvent.ToolCallDelta(calls.indexOf(call), call.name, part, choice));
    }
  }

  /**
   * Releases every call, or none when {@code reason} says that the reply was cut.
   *
   * @throws ProviderFailure when a call has no name, or its arguments are not a JSON object
   */
  public void release(FinishReason reason, Consumer<StreamEvent> out) throws ProviderFailure {
    switch (reason) {
      case LENGTH, CONTEXT_LIMIT, PROVIDER_FILTER, REFUSAL, ERROR -> {}
      case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSED, MISSING, OTHER -> {
        List<ToolCall> whole = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
          whole.add(toolCall(i, calls.get(i)));
        }
        for (int i = 0; i < whole.size(); i++) {
          out.accept(new StreamEvent.ToolCallComplete(i, whole.get(i), choice));
        }
      }
    }
  }

  private static ToolCall toolCall(int index, Call call) throws ProviderFailure {
    if (call.name == null) {
      throw Malformed.reply("tool call " + index + ": no name (expected: a name)");
    }
    // A tool without arguments often comes with none at all.
    String text = call.arguments.toString();
    String arguments =
        CompactJson.object(text.isBlank() ? "{}" : text)
            .orElseThrow(
                () ->
                    Malformed.reply(
                        "tool call "
                            + index
                            + " arguments: "
                            + text.length()
                            + " characters (expected: a JSON object)"));
    // Old compatible servers give no id; the result needs one to name.
    String id = call.id == null ? "call_" + index : call.id;
    return new ToolCall(id, call.name, Json.of(arguments));
  }

  private Call find(int key, @Nullable String id, @Nullable String name) {
    Call known = key >= 0 ? latestWithKey(key) : id != null ? withId(id) : latest();
    if (known != null && !(key >= 0 && isAnother(known, id, name))) {
      return known;
    }
    Call call = new Call(key);
    calls.add(call);
    return call;
  }

  /** Whether a part with the index of {@code known} begins another call nevertheless. */
  private static boolean isAnother(Call known, @Nullable String id, @Nullable String name) {
    return id != null
        && name != null
        && known.id != null
        && !known.id.equals(id)
        && known.isComplete(name);
  }

  private @Nullable Call latestWithKey(int key) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (calls.get(i).key == key) {
        return calls.get(i);
      }
    }
    return null;
  }

  private @Nullable Call withId(String id) {
    for (Call call : calls) {
      if (id.equals(call.id)) {
        return call;
      }
    }
    return null;
  }

  private @Nullable Call latest() {
    return calls.isEmpty() ? null : calls.get(calls.size() - 1);
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
