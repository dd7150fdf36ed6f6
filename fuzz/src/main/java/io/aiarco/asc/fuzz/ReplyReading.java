package io.aiarco.asc.fuzz;

import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.ReplyEvents;
import io.aiarco.asc.wire.WireDialect;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads replies of one dialect: whatever came, there is one end, the same however it was cut. */
record ReplyReading(WireDialect dialect) implements Target.Law {
  private static final int CHOICES = 3;

  @Override
  public void hold(Input input) throws IOException {
    String whole = outcome(input, input.whole());
    String cut = outcome(input, input.cut());
    if (!whole.equals(cut)) {
      throw new IllegalStateException("cut: " + cut + " (expected: " + whole + ")");
    }
  }

  private String outcome(Input input, InputStream body) throws IOException {
    ReplyEvents events =
        ReplyEvents.of(
            dialect, new Asked("model-1", CHOICES, input.streamed(), true), body, Optional.empty());
    ReplyAssembler assembler = new ReplyAssembler();
    StringBuilder seen = new StringBuilder();
    try {
      for (StreamEvent event; (event = events.next()) != null; ) {
        if (assembler.isFinished()) {
          throw new IllegalStateException("event: " + event + " (expected: none after Finished)");
        }
        assembler.add(event);
        seen.append(event).append('\n');
      }
    } catch (ProviderFailure e) {
      return seen + "" + e.failure();
    }
    return seen + "" + assembler.reply();
  }
}
