package io.aiarco.asc.simulator;

/** What a path at a provider is for. */
enum Service {
  /** A model's reply to messages. */
  CHAT("POST"),
  /** Vectors for texts. */
  EMBEDDINGS("POST"),
  /** How many tokens a request would read. */
  TOKEN_COUNT("POST"),
  /** The list of models. */
  MODELS("GET");

  private final String method;

  Service(String method) {
    this.method = method;
  }

  /** The one HTTP method it takes. */
  String method() {
    return method;
  }
}
