package io.aiarco.asc.simulator;

/**
 * Decides on a reply when none is queued. Called on the connection's thread, for many requests at
 * once: an implementation must be thread-safe, and blocks only the caller it keeps waiting.
 */
@FunctionalInterface
public interface Behaviour {

  Reply replyTo(ReceivedRequest request);

  /** A sensible short text about the question. What a simulator does unless told otherwise. */
  static Behaviour helpful() {
    return request -> Reply.text(HelpfulText.about(request.lastUserText()));
  }

  /** The question, back again. */
  static Behaviour echo() {
    return request -> Reply.text("echo: " + request.lastUserText());
  }

  /** The same reply for everyone. */
  static Behaviour always(Reply reply) {
    return request -> reply;
  }
}
