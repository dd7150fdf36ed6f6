package io.aiarco.asc.wire.responses;

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
 * The sealed content of a reasoning item as a client is given it: marked with its model, and within
 * that with its own id, since items are served under ids of ASC's and OpenAI takes no seal back
 * under another id than it came with.
 */
final class ReasoningSeal {
  private static final String FIELD = "encrypted_content";

  private ReasoningSeal() {}

  /** The seal of {@code piece} for a client; null when it is none of this dialect's. */
  static @Nullable String marked(Content piece) {
    if (!(piece instanceof Content.Reasoning reasoning)
        || reasoning.state() == null
        || !reasoning.state().dialect().equals(ResponsesDialect.NAME)) {
      return null;
    }
    ObjectNode item = object(reasoning.state().json());
    String seal = item.path(FIELD).asText();
    String id = item.path("id").textValue();
    String own = id == null ? seal : new SealMark(id, seal).text();
    return new SealMark(reasoning.state().model(), own).text();
  }

  /** What binds {@code item}, as a client sent it, to the model that sealed it. */
  static ProviderState state(Json item, String asked) {
    ObjectNode node = object(item);
    SealMark mark = SealMark.of(node.path(FIELD).asText()).orElse(null);
    if (mark == null) {
      return new ProviderState(ResponsesDialect.NAME, asked, item);
    }
    SealMark own = SealMark.of(mark.seal()).orElse(null);
    if (own == null) {
      node.put(FIELD, mark.seal()).remove("id");
    } else {
      node.put(FIELD, own.seal()).put("id", own.origin());
    }
    return new ProviderState(ResponsesDialect.NAME, mark.origin(), ProviderJson.json(node));
  }

  private static ObjectNode object(Json item) {
    byte[] json = WellFormed.text(item.text()).getBytes(UTF_8);
    return ProviderJson.object(json, json.length).orElseThrow();
  }
}
