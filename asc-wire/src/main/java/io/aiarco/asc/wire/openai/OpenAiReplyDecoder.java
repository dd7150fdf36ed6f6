package io.aiarco.asc.wire.openai;

import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.Terms;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.error.ProviderErrors;
import io.aiarco.asc.wire.reply.Malformed;
import io.aiarco.asc.wire.reply.SseConventions;
import io.aiarco.asc.wire.sse.SseEvent;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one reply: a whole one is taken as a stream of one chunk. The end is held back until
 * {@code [DONE]} or the end of the body, because usage may come after the finish reason.
 */
final class OpenAiReplyDecoder implements ReplyDecoder {
  private final int choices;
  private final Traits traits;
  private final OpenAiChoiceFold first;
  private @Nullable SortedMap<Integer, OpenAiChoiceFold> others;
  private final OpenAiExtras extras;
  private @Nullable String serviceTier;
  private boolean started;
  private @Nullable String id;
  private @Nullable String model;

  /** A decoder that has seen nothing. */
  OpenAiReplyDecoder(Asked asked, Traits traits) {
    this.choices = asked.choices();
    this.traits = traits;
    this.first = new OpenAiChoiceFold(0, traits);
    this.extras = new OpenAiExtras(traits.dialect(), asked.extras());
  }

  @Override
  public void whole(byte[] body, int length, Consumer<StreamEvent> out) throws ProviderFailure {
    OpenAiChunk reply = OpenAiChunk.read(body, length, "message", extras);
    if (reply == null) {
      throw Malformed.wholeReply(length);
    }
    failIfError(reply, body, length);
    if (!hasFirst(reply)) {
      throw Malformed.reply("choices: none (expected: >= 1)");
    }
    take(reply, out);
    finish(out);
  }

  @Override
  public boolean event(SseEvent event, Consumer<StreamEvent> out) throws ProviderFailure {
    if (SseConventions.isDone(event)) {
      if (traits.isMissingFinishOk() && started) {
        finish(out);
      } else {
        end(out);
      }
      return true;
    }
    if (SseConventions.isKeepAlive(event)) {
      return false;
    }
    if (SseConventions.isError(event)) {
      throw ProviderErrors.inside(event.bytes(), event.length());
    }
    OpenAiChunk chunk = OpenAiChunk.read(event.bytes(), event.length(), "delta", extras);
    if (chunk == null) {
      throw Malformed.event(event);
    }
    failIfError(chunk, event.bytes(), event.length());
    take(chunk, out);
    return false;
  }

  @Override
  public void end(Consumer<StreamEvent> out) throws ProviderFailure {
    first.requireEnd();
    for (OpenAiChoiceFold choice : others()) {
      choice.requireEnd();
    }
    finish(out);
  }

  /** The first choice's end is the reply's. */
  private void finish(Consumer<StreamEvent> out) throws ProviderFailure {
    extras.release(out);
    for (OpenAiChoiceFold choice : others()) {
      choice.finish(out);
    }
    first.finish(out);
  }

  private Collection<OpenAiChoiceFold> others() {
    return others == null ? List.of() : others.values();
  }

  private static void failIfError(OpenAiChunk chunk, byte[] bytes, int length)
      throws ProviderFailure {
    if (chunk.isError()) {
      throw ProviderErrors.inside(bytes, length);
    }
  }

  private static boolean hasFirst(OpenAiChunk chunk) {
    for (OpenAiChunk.Choice choice : chunk.choices) {
      if (choice.index == 0) {
        return true;
      }
    }
    return false;
  }

  private void take(OpenAiChunk chunk, Consumer<StreamEvent> out) {
    start(chunk, !chunk.choices.isEmpty(), out);
    for (OpenAiChunk.Choice choice : chunk.choices) {
      if (choice.index >= 0 && choice.index < choices) {
        fold((int) choice.index).add(choice, out);
        extras.add(choice);
      }
    }
    serviceTier = chunk.serviceTier == null ? serviceTier : chunk.serviceTier;
    if (chunk.usage != null) {
      out.accept(new StreamEvent.UsageReport(chunk.usage.on(Terms.said(serviceTier, null))));
    }
  }

  private OpenAiChoiceFold fold(int index) {
    if (index == 0) {
      return first;
    }
    if (others == null) {
      others = new TreeMap<>();
    }
    return others.computeIfAbsent(index, number -> new OpenAiChoiceFold(number, traits));
  }

  /**
   * Says that the reply began, and says it again when a later chunk tells what the first did not:
   * Azure's first chunk has neither choice, id nor model. An id that changes on the way does not
   * count.
   */
  private void start(OpenAiChunk chunk, boolean hasChoice, Consumer<StreamEvent> out) {
    boolean news = id == null && chunk.id != null || model == null && chunk.model != null;
    id = id == null ? chunk.id : id;
    model = model == null ? chunk.model : model;
    if (news || hasChoice && !started) {
      started = true;
      out.accept(new StreamEvent.Started(id, model));
    }
  }
}
