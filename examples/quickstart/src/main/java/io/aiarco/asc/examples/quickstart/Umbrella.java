package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.schema.Description;
import io.aiarco.asc.tool.ToolOutput;
import io.aiarco.asc.tool.ToolRun;
import io.aiarco.asc.tool.ToolRunner;
import java.time.Duration;
import java.util.Map;

/** A model that may look at the weather. */
final class Umbrella {
  private static final Map<String, String> FORECAST = Map.of("Köln", "rain", "Rome", "sun");

  private Umbrella() {}

  // region arguments
  /** What the tool is asked. */
  public record Place(@Description("A city, such as Rome.") String city) {}

  // endregion

  /** The answer, after the tools it took. */
  static ToolRun ask(String question, ChatClient chat) {
    // region run
    ToolRunner runner =
        ToolRunner.builder(chat)
            .tool("weather", "The weather of today.", Place.class, Umbrella::weather)
            .maxTurns(4)
            .deadline(Duration.ofMinutes(1))
            .build();

    ToolRun run =
        runner.run(
            ChatRequest.builder()
                .model("support")
                .user(question)
                .context(c -> c.tag("feature", "weather"))
                .build());

    System.out.println(run.response().text());
    System.out.println(run.turns().size() + " calls, " + run.usage() + ", " + run.cost());
    // endregion
    return run;
  }

  // region handler
  private static ToolOutput weather(Place place) {
    String weather = FORECAST.get(place.city());
    return weather == null
        ? ToolOutput.error("no forecast for that city, ask for the nearest large one")
        : ToolOutput.text(weather);
  }
  // endregion
}
