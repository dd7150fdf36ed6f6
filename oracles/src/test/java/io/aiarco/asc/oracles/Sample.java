package io.aiarco.asc.oracles;

import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A reply in one vendor's protocol. Immutable: nobody writes to {@code body}.
 *
 * @param name the case and where its bytes come from, such as {@code 07-comments openai-chat
 *     stream}
 */
record Sample(String name, Vendor vendor, boolean streamed, byte[] body) {
  /** What ASC makes of it, event by event. */
  List<StreamEvent> events() throws ProviderFailure, IOException {
    return vendor.events(body, streamed);
  }

  /** What ASC makes of it. */
  Reply reply() throws ProviderFailure, IOException {
    ReplyAssembler assembler = new ReplyAssembler();
    events().forEach(assembler::add);
    return assembler.reply();
  }

  /** What the vendor's own SDK makes of it; its exception when it makes nothing of it. */
  Map<String, Object> oracle() {
    try {
      return streamed ? vendor.sdk().stream(body) : vendor.sdk().whole(body);
    } catch (IOException | RuntimeException e) {
      return Map.of("threw", e.toString());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
