package io.aiarco.asc.tool;

/**
 * Does what a tool does. Called on the runner's executor, for several calls of one turn maybe at
 * once; an interrupt means that the run is over.
 *
 * @param <A> its arguments: {@link io.aiarco.asc.json.Json} as the model wrote it, or a record
 */
@FunctionalInterface
public interface ToolHandler<A> {
  /**
   * Runs the tool.
   *
   * @throws Exception when it cannot: the model is told that the tool failed, and nothing of the
   *     exception; {@link ToolOutput#error} tells it more
   */
  ToolOutput run(A arguments) throws Exception;
}
