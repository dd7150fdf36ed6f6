package io.aiarco.asc.route;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.provider.ModelEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request as one endpoint may get it: without the settings it has no words for, which the router
 * allowed for where policy does. Reasoning goes back only to the dialect and, where that seals it,
 * the model it came from: signed or encrypted, it means nothing elsewhere, and another provider has
 * no business with it. What only another wire knows of a piece, its writer leaves out; that is said
 * here.
 *
 * @param request the same object where nothing was left out
 * @param warnings what was left out. Immutable.
 */
public record FittedRequest(ModelRequest request, List<Warning> warnings) {
  /** What is cleaned, in the audit record and as a warning. */
  public static final String LONE_SURROGATES = "lone-surrogates";

  public FittedRequest {
    warnings = List.copyOf(warnings);
  }

  /**
   * The request for {@code endpoint}.
   *
   * @param illFormed whether its text holds half a character; what writes it puts U+FFFD there
   * @throws InvalidRequestException when nothing would be left of it
   */
  public static FittedRequest of(ModelRequest request, ModelEndpoint endpoint, boolean illFormed) {
    Set<Feature> lacking = endpoint.capabilities().lacking(request.features());
    int foreign = request.fold(chat -> foreignPieces(chat, endpoint), embedding -> 0);
    List<Warning> extras = ExtrasCount.foreign(request, endpoint.capabilities().dialect());
    if (lacking.isEmpty() && foreign == 0 && !illFormed && extras.isEmpty()) {
      return new FittedRequest(request, List.of());
    }
    List<Warning> warnings = new ArrayList<>(extras);
    if (illFormed) {
      warnings.add(new Warning(LONE_SURROGATES, "half characters, sent as U+FFFD"));
    }
    for (Feature setting : lacking) {
      warnings.add(new Warning(setting.key(), endpoint.id() + " cannot do it"));
    }
    ModelRequest fitted = request.without(lacking);
    if (foreign > 0) {
      warnings.add(
          new Warning("reasoning", foreign + " pieces that " + endpoint.id() + " did not write"));
      fitted = fitted.fold(chat -> withoutForeign(chat, endpoint), embedding -> embedding);
    }
    return new FittedRequest(fitted, warnings);
  }

  /** The settings of {@code request} that {@code endpoint} will not get; mostly none. */
  public static List<Feature> dropped(ModelRequest request, ModelEndpoint endpoint) {
    return List.copyOf(endpoint.capabilities().lacking(request.features()));
  }

  private static int foreignPieces(ChatRequest request, ModelEndpoint endpoint) {
    int foreign = 0;
    for (Message message : request.messages()) {
      foreign += foreignPieces(message, endpoint);
    }
    return foreign;
  }

  private static int foreignPieces(Message message, ModelEndpoint endpoint) {
    int foreign = 0;
    if (message.role() == Role.ASSISTANT) {
      for (Content piece : message.content()) {
        foreign += isForeign(piece, endpoint) ? 1 : 0;
      }
    }
    return foreign;
  }

  private static boolean isForeign(Content piece, ModelEndpoint endpoint) {
    return piece instanceof Content.Reasoning reasoning
        && (reasoning.state() == null
            || !reasoning
                .state()
                .isOf(endpoint.capabilities().dialect(), endpoint.id().model().value()));
  }

  private static ChatRequest withoutForeign(ChatRequest request, ModelEndpoint endpoint) {
    List<Message> messages = new ArrayList<>(request.messages().size());
    for (Message message : request.messages()) {
      if (foreignPieces(message, endpoint) == 0) {
        messages.add(message);
        continue;
      }
      List<Content> own =
          message.content().stream().filter(piece -> !isForeign(piece, endpoint)).toList();
      if (!own.isEmpty()) {
        messages.add(new Message(message.role(), own, message.extras()));
      }
    }
    return request.toBuilder().messages(messages).build();
  }
}
