package io.aiarco.asc.wire.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.ProviderState;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.json.WellFormed;
import io.aiarco.asc.wire.json.ProviderJson;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Tells which model wrote a thinking block that a client sends back. The client asked by a name
 * that may stand for several models, and a block belongs to the one that signed it; so the
 * signature a client is given begins with its model: {@code asc.<Base64url>.<signature>}. To
 * clients a signature is opaque, and a provider's own, in Base64, has no dot. One without a mark is
 * taken for the asked model's.
 */
final class ThinkingOrigin {
  private static final String MARK = "asc.";

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
      String model =
          Base64.getUrlEncoder().withoutPadding().encodeToString(state.model().getBytes(UTF_8));
      block.put(field(block), MARK + model + "." + block.path(field(block)).asText());
    }
    return block;
  }

  /** What binds {@code block}, as a client sent it, to the model that wrote it. */
  static ProviderState state(Json block, String asked) {
    byte[] json = WellFormed.text(block.text()).getBytes(UTF_8);
    ObjectNode node = ProviderJson.object(json, json.length).orElseThrow();
    String seal = node.path(field(node)).asText();
    int dot = seal.startsWith(MARK) ? seal.indexOf('.', MARK.length()) : -1;
    String model = dot < 0 ? null : decoded(seal.substring(MARK.length(), dot));
    if (model == null) {
      return new ProviderState(AnthropicDialect.NAME, asked, block);
    }
    node.put(field(node), seal.substring(dot + 1));
    return new ProviderState(AnthropicDialect.NAME, model, ProviderJson.json(node));
  }

  private static String field(ObjectNode block) {
    return isRedacted(block) ? "data" : "signature";
  }

  /** Whether nothing of it is shown. */
  static boolean isRedacted(ObjectNode block) {
    return block.path("type").asText().equals(AnthropicBlock.REDACTED);
  }

  private static @Nullable String decoded(String base64) {
    try {
      return new String(Base64.getUrlDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
