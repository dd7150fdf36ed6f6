package io.aiarco.asc.simulator;

/** Why a reply ended, in both dialects' own words. */
public enum Finish {
  STOP("stop", "end_turn"),
  STOP_SEQUENCE("stop", "stop_sequence"),
  LENGTH("length", "max_tokens"),
  TOOL_CALLS("tool_calls", "tool_use"),
  FILTERED("content_filter", "refusal");

  private final String openAi;
  private final String anthropic;

  Finish(String openAi, String anthropic) {
    this.openAi = openAi;
    this.anthropic = anthropic;
  }

  String openAi() {
    return openAi;
  }

  String anthropic() {
    return anthropic;
  }
}
