package io.aiarco.asc.chat;

import java.util.List;
import java.util.function.Function;

/** Whether, and which of its tools, the model may or must ask for. Immutable. */
public sealed interface ToolChoice {
  /** The model decides. */
  ToolChoice AUTO = new Auto();

  /** It may ask for none. */
  ToolChoice NONE = new None();

  /** It must ask for one at least. */
  ToolChoice REQUIRED = new Required();

  /** It must ask for this one. */
  static ToolChoice named(String tool) {
    return new Named(tool);
  }

  /**
   * Refuses a choice that the request's tools cannot fulfil.
   *
   * @throws InvalidRequestException when it must ask for one and there is none, or names another
   */
  static void check(ToolChoice choice, List<Tool> tools) {
    List<String> wanted =
        choice.fold(
            auto -> List.of(),
            none -> List.of(),
            required -> List.of(),
            named -> List.of(named.tool()),
            Subset::tools);
    for (String name : wanted) {
      if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
        throw new InvalidRequestException(
            "toolChoice: a tool that is none of the request's (expected: one of its "
                + tools.size()
                + ")");
      }
    }
    if (choice instanceof Required && tools.isEmpty()) {
      throw new InvalidRequestException("toolChoice: required (expected: >= 1 tool)");
    }
  }

  /** The value of the function for this kind. */
  <R> R fold(
      Function<Auto, R> auto,
      Function<None, R> none,
      Function<Required, R> required,
      Function<Named, R> named,
      Function<Subset, R> subset);

  /** See {@link #AUTO}. */
  record Auto() implements ToolChoice {
    @Override
    public <R> R fold(
        Function<Auto, R> auto,
        Function<None, R> none,
        Function<Required, R> required,
        Function<Named, R> named,
        Function<Subset, R> subset) {
      return auto.apply(this);
    }
  }

  /** See {@link #NONE}. */
  record None() implements ToolChoice {
    @Override
    public <R> R fold(
        Function<Auto, R> auto,
        Function<None, R> none,
        Function<Required, R> required,
        Function<Named, R> named,
        Function<Subset, R> subset) {
      return none.apply(this);
    }
  }

  /** See {@link #REQUIRED}. */
  record Required() implements ToolChoice {
    @Override
    public <R> R fold(
        Function<Auto, R> auto,
        Function<None, R> none,
        Function<Required, R> required,
        Function<Named, R> named,
        Function<Subset, R> subset) {
      return required.apply(this);
    }
  }

  /** It must ask for the tool of this name. */
  record Named(String tool) implements ToolChoice {
    @Override
    public <R> R fold(
        Function<Auto, R> auto,
        Function<None, R> none,
        Function<Required, R> required,
        Function<Named, R> named,
        Function<Subset, R> subset) {
      return named.apply(this);
    }
  }

  /**
   * It may ask for these only.
   *
   * @param tools names of the request's tools, at least one
   * @param required whether it must ask for one of them
   */
  record Subset(List<String> tools, boolean required) implements ToolChoice {
    public Subset {
      tools = List.copyOf(tools);
      if (tools.isEmpty()) {
        throw new IllegalArgumentException("tool choice: 0 tools (expected: >= 1)");
      }
    }

    @Override
    public <R> R fold(
        Function<Auto, R> auto,
        Function<None, R> none,
        Function<Required, R> required,
        Function<Named, R> named,
        Function<Subset, R> subset) {
      return subset.apply(this);
    }
  }
}
