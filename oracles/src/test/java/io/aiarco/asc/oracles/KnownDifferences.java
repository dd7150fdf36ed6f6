package io.aiarco.asc.oracles;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where ASC and a vendor's SDK read the same bytes differently, and are meant to. ASC makes the
 * most of what providers and proxies really send; an SDK expects its own vendor's server.
 */
enum KnownDifferences {
  COMMENT_AS_DATA(
      "08-keepalive-as-data openai-(chat|responses) stream", "data that is no JSON is an error"),
  EMPTY_DATA("09-empty-data openai-(chat|responses) stream", "empty data is a null chunk"),
  NULL_ERROR("24-error-null-is-none openai-chat stream", "a null error is an error"),
  CONTENT_PARTS(
      "30-(thinking|unknown)-content-part openai-(chat|responses) (stream|whole)",
      "content is one text"),
  NO_FIGURES(
      "(34-(number-beyond-double|usage-[a-z-]+)|36-usage-half-null)"
          + " (openai-chat|openai-responses|anthropic-messages) (stream|whole)",
      "figures that cannot be are handed on or thrown; to ASC they are absent"),
  FIGURES_END_A_STREAM(
      "36-usage-(null-after-figures|on-every-chunk|on-finish-chunk) openai-chat stream",
      "a chunk with figures is taken for the last, and for nothing else"),
  NO_DELTA("37-delta-(missing|null) openai-chat stream", "a choice without delta is an error"),
  TOOL_INDEX("40-tool-without-index openai-chat stream", "a tool delta needs its index"),
  SAME_INDEX(
      "41-parallel-all-index-0[a-z-]* openai-chat stream", "calls of one index become one call"),
  TOOL_PARTS(
      "(43-null-id-and-arguments|44-name-apart-from-arguments) openai-chat stream",
      "what the first delta of a call leaves out stays out"),
  ARGUMENTS_AS_OBJECT(
      "45-arguments-as-object openai-(chat|responses) (stream|whole)", "arguments are a text"),
  CUT_CALLS(
      "46-arguments-cut-by-length (openai-(chat|responses) (stream|whole)|anthropic-messages stream)",
      "ASC releases no cut call"),
  ONE_FINISH(
      "(48-finish-twice|49-content-after-finish|50-finish-blank) openai-chat stream",
      "any finish reason ends the choice"),
  FINISH_MISSING("50-finish-null-whole openai-chat whole", "a finish reason is a must"),
  FILTERED("51-filter-without-(delta|message) openai-chat (stream|whole)", "the message is a must"),
  CHOICE_INDEX("53-one-choice-without-index openai-chat stream", "a choice needs its index"),
  PING("59-ping-in-chat openai-chat stream", "a ping is taken for a chunk"),
  SHOWN_REASONING(
      "(62-reasoning-in-chat openai-chat"
          + " (stream|whole)|(30-thinking-content-part|62-reasoning-in-chat|62-thinking-with-signature|anthropic/thinking"
          + "|70-reasoning-|responses/tools).*"
          + " as openai-chat .*)",
      "the reasoning of compatible servers is no field of OpenAI's"),
  LAST_OUTPUT(
      "(12-line-of-1-mib|30-citations|32-surrogates-in-two-deltas|71-items-all-index-0)"
          + " openai-responses stream",
      "the last event's output counts, though deltas said more"),
  DONE_IN_RESPONSES("18-done-before-the-end openai-responses stream", "[DONE] ends any stream"),
  LAST_IDS("55-id-and-model-change openai-responses stream", "the last id and model count"),
  BYTE_ORDER_MARK("04-byte-order-mark anthropic-messages stream", "it is part of the first line"),
  MESSAGE_STOP(
      "(14-eof-after-last-data|14-eof-without-line-end|65-unnamed-events|66-message-stop-missing)"
          + " anthropic-messages stream",
      "without an event named message_stop there is no message, whatever stopped it"),
  AFTER_THE_END(
      "(17-content-after-done|18-done-twice) anthropic-messages stream",
      "what follows the end is an error"),
  DIGITS(
      "34-tool-arguments-keep-their-digits (.* )?anthropic-messages (stream|whole)",
      "numbers are doubles"),
  INPUT_AT_START(
      "(47-stop-with-tool-calls|60-tool-without-arguments|61-tool-input-at-start)"
          + " anthropic-messages stream",
      "a tool's input comes in deltas or not at all"),
  USAGE_MISSING("63-(delta|start)-without-usage anthropic-messages stream", "usage is a must"),
  SERVED_WITHOUT_FIGURES(
      "(34-(number-beyond-double|usage-.*)|36-usage-(half-null|missing|null)) .*"
          + " as anthropic-messages whole",
      "figures are a must; ASC does not write 0 for absent ones");

  private final Pattern samples;
  private final String why;

  KnownDifferences(String samples, String why) {
    this.samples = Pattern.compile(samples);
    this.why = why;
  }

  static List<KnownDifferences> of(Sample sample) {
    return List.of(values()).stream()
        .filter(known -> known.samples.matcher(sample.name()).matches())
        .toList();
  }

  @Override
  public String toString() {
    return name() + " (" + why + ")";
  }
}
