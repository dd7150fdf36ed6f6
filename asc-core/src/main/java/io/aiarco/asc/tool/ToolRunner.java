package io.aiarco.asc.tool;

import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.InvalidOutputException;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Tool;
import io.aiarco.asc.chat.ToolChoice;
import io.aiarco.asc.error.AscException;
import io.aiarco.asc.error.DeadlineException;
import io.aiarco.asc.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Asks a model, runs the tools it wants, tells it what they answered, and asks again until it wants
 * none. Each turn is a {@link ChatClient#chat} of its own: with its own budget, route, record and
 * audit id. Interrupting the thread ends the run wherever it is. Thread-safe, if the handlers are.
 *
 * <p>Tags, data class and purpose hold for every turn; an idempotency key becomes {@code
 * key/turn-1}, {@code key/turn-2} and so on. What the model thought goes back to it with the turn
 * it belongs to. A tool choice that forces tools holds for the first turn only.
 */
public final class ToolRunner {
  private final ChatClient client;
  private final ToolBox tools;
  private final ToolCalls calls;
  private final int maxTurns;
  private final Duration deadline;
  private final Consumer<ToolTurn> onTurn;
  private final Clock clock;

  private ToolRunner(Builder builder) {
    this.client = builder.client;
    this.tools = builder.tools;
    this.calls = new ToolCalls(builder.tools, builder.executor, builder.clock);
    this.maxTurns = builder.maxTurns;
    this.deadline = builder.deadline;
    this.onTurn = builder.onTurn;
    this.clock = builder.clock;
  }

  /** A builder of runners that ask through {@code client}. */
  public static Builder builder(ChatClient client) {
    return new Builder(client);
  }

  /**
   * Runs until the model asks for no more tools; a reply that was cut off or refused ends a run
   * too, as {@link ToolRun#response()} says.
   *
   * @param request its own tools, if any, must be the runner's
   * @throws ToolTurnsException when the model wants tools in its last turn
   * @throws DeadlineException when the run took too long
   * @throws AscException as a turn's call ends; no tool is run after it
   */
  public ToolRun run(ChatRequest request) {
    if (request.sampling().choices() > 1) {
      throw new InvalidRequestException(
          "choices: " + request.sampling().choices() + " (expected: 1, a run follows one)");
    }
    Deadline end = Deadline.after(deadline, clock);
    ChatRequest next = tools.offer(request);
    List<ToolTurn> turns = new ArrayList<>();
    while (true) {
      ChatResponse response = client.chat(numbered(next, turns.size() + 1, end));
      boolean wantsTools =
          response.finishReason() == FinishReason.TOOL_CALLS && !response.toolCalls().isEmpty();
      boolean last = !wantsTools || turns.size() + 1 == maxTurns;
      ToolTurn turn =
          new ToolTurn(response, last ? List.of() : calls.answers(response.toolCalls(), end));
      turns.add(turn);
      onTurn.accept(turn);
      if (!wantsTools) {
        return new ToolRun(turns);
      }
      if (last) {
        throw new ToolTurnsException(turns);
      }
      next = after(next, turn);
    }
  }

  /** The request as the call of one turn. */
  private ChatRequest numbered(ChatRequest request, int turn, Deadline end) {
    Duration left = calls.remaining(end);
    CallContext context = request.context();
    CallContext.Builder own = context.toBuilder();
    context.idempotencyKey().ifPresent(key -> own.idempotencyKey(key.value() + "/turn-" + turn));
    own.deadline(context.deadline().filter(each -> each.compareTo(left) < 0).orElse(left));
    return request.toBuilder().context(own.build()).build();
  }

  /** The conversation after a turn. */
  private static ChatRequest after(ChatRequest request, ToolTurn turn) {
    List<Content> results = new ArrayList<>();
    turn.answers().forEach(answer -> results.add(answer.result()));
    return request.toBuilder()
        .message(new Message(Role.ASSISTANT, turn.response().reply().content()))
        .message(new Message(Role.TOOL, results))
        .toolChoice(unforced(request.toolChoice()))
        .build();
  }

  private static ToolChoice unforced(ToolChoice choice) {
    return choice.fold(
        auto -> auto,
        none -> none,
        required -> ToolChoice.AUTO,
        named -> ToolChoice.AUTO,
        subset -> new ToolChoice.Subset(subset.tools(), false));
  }

  /** Collects the parts of a {@link ToolRunner}. Single-thread. */
  public static final class Builder {
    private final ChatClient client;
    private ToolBox tools = ToolBox.empty();
    private Executor executor = Runnable::run;
    private int maxTurns = 8;
    private Duration deadline = Duration.ofMinutes(10);
    private Consumer<ToolTurn> onTurn = turn -> {};
    private Clock clock = Clock.systemUTC();

    private Builder(ChatClient client) {
      this.client = client;
    }

    /** Adds a tool whose arguments the handler takes as JSON, well formed but not checked. */
    public Builder tool(Tool tool, ToolHandler<Json> handler) {
      tools = tools.with(tool, handler);
      return this;
    }

    /**
     * Adds a tool whose arguments are a record; the model is told what is wrong with arguments that
     * are none, and the handler does not see them.
     *
     * @throws IllegalArgumentException when the record has no schema
     */
    public <A extends Record> Builder tool(
        String name, String description, Class<A> arguments, ToolHandler<A> handler) {
      return tool(
          Tool.of(name, description, arguments),
          json -> {
            A read;
            try {
              read = client.read(json, arguments);
            } catch (InvalidOutputException e) {
              return ToolOutput.error("arguments are not as described: " + e.getMessage());
            }
            return handler.run(read);
          });
    }

    /** The most calls of one run, at least 1. Left out: 8. */
    public Builder maxTurns(int turns) {
      if (turns < 1) {
        throw new IllegalArgumentException("maxTurns: " + turns + " (expected: >= 1)");
      }
      this.maxTurns = turns;
      return this;
    }

    /** How long a run may take in all, its tools too, more than zero. Left out: 10 minutes. */
    public Builder deadline(Duration deadline) {
      if (deadline.isNegative() || deadline.isZero()) {
        throw new IllegalArgumentException("deadline: " + deadline + " (expected: > 0)");
      }
      this.deadline = deadline;
      return this;
    }

    /**
     * Where tools run, all of one turn at once; the deadline then interrupts them. Left out: one
     * after the other on the thread of the run, where the deadline is looked at between them.
     */
    public Builder executor(Executor executor) {
      this.executor = executor;
      return this;
    }

    /** Sees each turn as soon as it is over: however a run ends, these turns were made. */
    public Builder onTurn(Consumer<ToolTurn> onTurn) {
      this.onTurn = onTurn;
      return this;
    }

    /** The time. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** The runner. */
    public ToolRunner build() {
      return new ToolRunner(this);
    }
  }
}
