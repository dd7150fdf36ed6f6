package io.aiarco.asc.wire;

import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.util.Random;

/** A wire that can tell a {@link ScriptedReply}, and the dialect that reads it. */
enum ScriptedWire {
  OPENAI(new OpenAiDialect(OpenAiDialect.Flavour.OPENAI), "\"finish_reason\":\"") {
    @Override
    String whole(ScriptedReply script) {
      return script.openAiWhole();
    }

    @Override
    String stream(ScriptedReply script, Random random) {
      return script.openAiStream(random);
    }
  },
  ANTHROPIC(new AnthropicDialect(AnthropicDialect.Version.V2023_06_01), "event: message_delta") {
    @Override
    String whole(ScriptedReply script) throws Exception {
      return script.anthropicWhole();
    }

    @Override
    String stream(ScriptedReply script, Random random) {
      return script.anthropicStream(random);
    }
  },
  RESPONSES(new ResponsesDialect(), "\n\n") {
    @Override
    String whole(ScriptedReply script) {
      return new ScriptedResponse(script).whole();
    }

    @Override
    String stream(ScriptedReply script, Random random) {
      return new ScriptedResponse(script).stream(random);
    }
  };

  private final WireDialect dialect;
  private final String endMark;

  ScriptedWire(WireDialect dialect, String endMark) {
    this.dialect = dialect;
    this.endMark = endMark;
  }

  WireDialect dialect() {
    return dialect;
  }

  /** A stream that is cut before the last place where this stands is not whole. */
  String endMark() {
    return endMark;
  }

  abstract String whole(ScriptedReply script) throws Exception;

  /** The reply in one of many orders and cuts that {@code random} picks. */
  abstract String stream(ScriptedReply script, Random random);
}
