package io.aiarco.asc.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.json.ProviderJson;
import io.aiarco.asc.wire.reply.SealMark;
import org.jspecify.annotations.Nullable;

/**
 * Tells which model wrote a thinking block that a client sends back: the signature a client is
 * given is marked with it. One without a mark is taken for the asked model's.
 */
final class ThinkingOrigin {
  private ThinkingOrigin() {}

  /** The block of {@code piece} as a client is given it; null when it is not of this dialect. */
  static @Nullable ObjectNode marked(Content piece) {
    if (!(piece instanceof Content.Reasoning reasoning)
        || reasoning.state() == null
        || !reasoning.state().dialect().equals(AnthropicDialect.NAME)) {
      return null;
    }
    ProviderState state = reasoning.state();
    byte[] json = WellFormed.text(state.json().text()).getBytes(UTF_8);
    ObjectNode block = ProviderJson.object(json, json.length).orElse(null);
    if (block != null) {
      String seal = block.path(field(block)).asText();
      block.put(field(block), new SealMark(state.model(), seal).text());
    }
    return block;
  }

  /** What binds {@code block}, as a client sent it, to the model that wrote it. */
  static ProviderState state(Json block, String asked) {
    byte[] json = WellFormed.text(block.text()).getBytes(UTF_8);
    ObjectNode node = ProviderJson.object(json, json.length).orElseThrow();
    SealMark mark = SealMark.of(node.path(field(node)).asText()).orElse(null);
    if (mark == null) {
      return new ProviderState(AnthropicDialect.NAME, asked, block);
    }
    node.put(field(node), mark.seal());
    return new ProviderState(AnthropicDialect.NAME, mark.origin(), ProviderJson.json(node));
  }

  private static String field(ObjectNode block) {
    return isRedacted(block) ? "data" : "signature";
  }

  /** Whether nothing of it is shown. */
  static boolean isRedacted(ObjectNode block) {
    return block.path("type").asText().equals(AnthropicBlock.REDACTED);
  }
}
