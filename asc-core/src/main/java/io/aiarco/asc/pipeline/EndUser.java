package io.aiarco.asc.pipeline;

import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.chat.ModelRequest;

/** Puts a pseudonym where a request says who asks, before it goes to a provider. */
final class EndUser {
  private EndUser() {}

  /**
   * The request with the 64 hex digits of the end user's keyed hash: no provider takes more than 64
   * characters ({@code safety_identifier} of OpenAI's OpenAPI document 2.3.0).
   */
  static ModelRequest hidden(ModelRequest request, Pseudonyms pseudonyms) {
    if (request.endUser().isEmpty()) {
      return request;
    }
    String pseudonym = pseudonyms.of("end-user", request.endUser().get());
    String digits = pseudonym.substring(pseudonym.lastIndexOf(':') + 1);
    return request.fold(
        chat -> chat.toBuilder().endUser(digits).build(),
        embedding -> embedding.toBuilder().endUser(digits).build());
  }
}
