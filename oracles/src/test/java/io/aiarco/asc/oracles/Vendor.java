package io.aiarco.asc.oracles;

import static io.aiarco.asc.wire.anthropic.AnthropicDialect.Version.V2026_10_21;

import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.oracles.sdk.Sdk;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.ReplyEvents;
import io.aiarco.asc.wire.WireDialect;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A protocol, as ASC speaks it and as the SDK of its vendor does. Immutable. */
enum Vendor {
  OPENAI_CHAT(new OpenAiDialect(OpenAiDialect.Flavour.OPENAI), "openai", "OpenAiChatSdk"),
  OPENAI_RESPONSES(new ResponsesDialect(), "responses", "OpenAiResponsesSdk"),
  ANTHROPIC(new AnthropicDialect(V2026_10_21), "anthropic", "AnthropicSdk");

  /** More than any sample has; a decoder asks for it, a wire does not. */
  private static final int CHOICES = 8;

  private final WireDialect dialect;
  private final String goldens;
  private final Sdk sdk;

  Vendor(WireDialect dialect, String goldens, String sdk) {
    this.dialect = dialect;
    this.goldens = goldens;
    this.sdk = Oracle.sdk(sdk);
  }

  WireDialect dialect() {
    return dialect;
  }

  Sdk sdk() {
    return sdk;
  }

  /** The folder of ASC's golden files for it. */
  String goldens() {
    return goldens;
  }

  /** The events of {@code body} as ASC reads it. */
  List<StreamEvent> events(byte[] body, boolean streamed) throws ProviderFailure, IOException {
    ReplyEvents events =
        ReplyEvents.of(
            dialect,
            new Asked("model-1", CHOICES, streamed, true),
            new ByteArrayInputStream(body),
            Optional.of(streamed ? "text/event-stream" : "application/json"));
    List<StreamEvent> all = new ArrayList<>();
    for (StreamEvent event; (event = events.next()) != null; ) {
      all.add(event);
    }
    return all;
  }
}
