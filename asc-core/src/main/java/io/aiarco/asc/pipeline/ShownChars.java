package io.aiarco.asc.pipeline;

import io.aiarco.asc.chat.StreamEvent;

/** How many characters of output an event shows. */
final class ShownChars implements StreamEvent.Visitor<Integer> {
  private static final ShownChars COUNT = new ShownChars();

  private ShownChars() {}

  static int of(StreamEvent event) {
    return event.accept(COUNT);
  }

  @Override
  public Integer textDelta(StreamEvent.TextDelta delta) {
    return delta.text().length();
  }

  @Override
  public Integer reasoningDelta(StreamEvent.ReasoningDelta delta) {
    return delta.text().length();
  }

  @Override
  public Integer refusalDelta(StreamEvent.RefusalDelta delta) {
    return delta.text().length();
  }

  @Override
  public Integer toolCallDelta(StreamEvent.ToolCallDelta delta) {
    return delta.argumentsPart().length();
  }

  @Override
  public Integer other(StreamEvent event) {
    return 0; // what is whole has been shown piece by piece
  }
}
