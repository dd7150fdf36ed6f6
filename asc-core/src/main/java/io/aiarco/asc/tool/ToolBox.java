package io.aiarco.asc.tool;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.error.CancelledException;
import io.aiarco.asc.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tools of a runner and who does them. Immutable. */
final class ToolBox {
  private final Map<String, Entry> entries;

  private record Entry(Tool tool, ToolHandler<Json> handler) {}

  private ToolBox(Map<String, Entry> entries) {
    this.entries = entries;
  }

  static ToolBox empty() {
    return new ToolBox(Map.of());
  }

  /** This and one tool more. */
  ToolBox with(Tool tool, ToolHandler<Json> handler) {
    Map<String, Entry> more = new LinkedHashMap<>(entries);
    if (more.put(tool.name(), new Entry(tool, handler)) != null) {
      throw new IllegalArgumentException(
          "tool: " + tool.name() + " twice (expected: each name once)");
    }
    return new ToolBox(more);
  }

  /** The request with all of these; it may name some of them itself, to choose among them. */
  ChatRequest offer(ChatRequest request) {
    Map<String, Entry> missing = new LinkedHashMap<>(entries);
    for (Tool named : request.tools()) {
      if (missing.remove(named.name()) == null) {
        throw new InvalidRequestException(
            "tool: " + named.name() + " without a handler (expected: one of the runner's)");
      }
    }
    ChatRequest.Builder offering = request.toBuilder();
    missing.values().forEach(entry -> offering.tool(entry.tool()));
    return offering.build();
  }

  /** Runs what {@code call} asks for; whatever goes wrong is told to the model as a failure. */
  ToolAnswer answer(ToolCall call) {
    Entry entry = entries.get(call.name());
    if (entry == null) {
      return new ToolAnswer(
          call, ToolOutput.error("no such tool, there are " + entries.keySet()), null);
    }
    try {
      return new ToolAnswer(call, entry.handler().run(call.arguments()), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("while a tool ran", e);
    } catch (CancelledException e) {
      throw e;
    } catch (Exception e) {
      return new ToolAnswer(call, ToolOutput.error("the tool failed"), e);
    }
  }
}
