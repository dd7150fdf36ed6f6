package io.aiarco.asc.route;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.chat.ModelRequest;
import io.aiarco.asc.chat.Role;
import io.aiarco.asc.chat.Warning;
import io.aiarco.asc.provider.ModelEndpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as one endpoint may get it. Reasoning goes back only to the dialect and the model it
 * came from: signed or encrypted, it means nothing elsewhere, and another provider has no business
 * with it.
 *
 * @param request the same object where nothing was left out
 * @param warnings what was left out. Immutable.
 */
public record FittedRequest(ModelRequest request, List<Warning> warnings) {
  public FittedRequest {
    warnings = List.copyOf(warnings);
  }

  /**
   * The request for {@code endpoint}.
   *
   * @throws InvalidRequestException when nothing would be left of it
   */
  public static FittedRequest of(ModelRequest request, ModelEndpoint endpoint) {
    return request.fold(
        chat -> of(chat, endpoint), embedding -> new FittedRequest(embedding, List.of()));
  }

  private static FittedRequest of(ChatRequest request, ModelEndpoint endpoint) {
    int foreign = 0;
    for (Message message : request.messages()) {
      foreign += foreignPieces(message, endpoint);
    }
    return foreign == 0
        ? new FittedRequest(request, List.of())
        : new FittedRequest(
            withoutForeign(request, endpoint),
            List.of(
                new Warning(
                    "reasoning", foreign + " pieces that " + endpoint.id() + " did not write")));
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
        messages.add(new Message(message.role(), own));
      }
    }
    return request.toBuilder().messages(messages).build();
  }
}
