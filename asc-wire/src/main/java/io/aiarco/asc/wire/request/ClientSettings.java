package io.aiarco.asc.wire.request;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.ReasoningEffort;
import io.aiarco.asc.chat.WireExtras;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads fields that all dialects have alike; what {@link SharedFields} writes. */
public final class ClientSettings {
  private static final String[] EFFORTS =
      Stream.of(ReasoningEffort.values()).map(ReasoningEffort::key).toArray(String[]::new);

  private ClientSettings() {}

  /** {@code model}, as the client names it; returns it too. */
  public static String model(ClientObject body, ChatRequest.Builder to) {
    String model = body.requireText("model");
    body.make(() -> to.model(model));
    return model;
  }

  /** {@code temperature}, up to {@code hottest}, and {@code top_p}. */
  public static void sampling(ClientObject body, ChatRequest.Builder to, int hottest) {
    Double temperature = body.number("temperature", 0, hottest);
    if (temperature != null) {
      to.temperature(temperature);
    }
    Double topP = body.number("top_p", 0, 1);
    if (topP != null) {
      to.topP(topP);
    }
  }

  /** A text that ends the reply, or a list of them. */
  public static void stops(ClientObject body, String field, ChatRequest.Builder to) {
    List<String> stops = body.hasText(field) ? List.of(body.requireText(field)) : body.texts(field);
    for (String stop : stops) {
      if (stop.isEmpty()) {
        throw body.refusal(field, "an empty text", ">= 1 character each");
      }
      to.stopSequence(stop);
    }
  }

  /** How much to think, in the words all dialects share. */
  public static void effort(ClientObject in, String field, ChatRequest.Builder to) {
    String effort = in.word(field, EFFORTS);
    if (effort != null) {
      to.reasoningEffort(ReasoningEffort.valueOf(effort.toUpperCase(Locale.ROOT)));
    }
  }

  /**
   * What nobody took of the body: options of {@code dialect}.
   *
   * @param reserved as of {@link ProviderOptions#write}
   * @throws InvalidRequestException when one of them is reserved
   */
  public static void options(
      ClientObject body, ChatRequest.Builder to, String dialect, Collection<String> reserved) {
    body.refuse(reserved, "a field that ASC does not decide");
    WireExtras rest = body.extras(dialect);
    if (rest != null) {
      to.providerOptions(dialect, rest.fields());
    }
  }
}
