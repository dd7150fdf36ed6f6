package io.aiarco.asc.examples.teams;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.chat.ChatStream;
import io.aiarco.asc.chat.StreamEvent;
import java.io.PrintStream;

/**
 * A team's own program. It knows the name of a model in asc.yaml; whose model that is, where it
 * runs and what the team may spend it does not.
 */
final class Team {
  private final ChatClient chat;
  private final String model;

  Team(ChatClient chat, String model) {
    this.chat = chat;
    this.model = model;
  }

  // region same-code
  ChatResponse ask(String question) {
    return chat.chat(request(question));
  }

  /** As {@link #ask}, shown as it comes. */
  ChatResponse tell(String question, PrintStream out) {
    try (ChatStream stream = chat.stream(request(question))) {
      for (StreamEvent event : stream) {
        if (event instanceof StreamEvent.TextDelta delta) {
          out.print(delta.text());
        }
      }
      out.println();
      return stream.response();
    }
  }

  private ChatRequest request(String question) {
    return ChatRequest.builder()
        .model(model)
        .system("Answer briefly.")
        .user(question)
        .maxOutputTokens(200)
        .build();
  }
  // endregion
}
