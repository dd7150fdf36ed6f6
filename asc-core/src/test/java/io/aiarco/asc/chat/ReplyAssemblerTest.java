package io.aiarco.asc.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.json.Json;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.usage.UsageSource;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

class ReplyAssemblerTest {
  private static final ToolCall CALL = new ToolCall("id", "find", Json.of("{\"a\":1}"));
  private static final Usage USAGE = Usage.of(7, 3, UsageSource.REPORTED);

  @Property
  void howeverTextIsCutTheReplyIsTheSame(
      @ForAll @NotEmpty String before,
      @ForAll @NotEmpty String after,
      @ForAll @IntRange(min = 1, max = 7) int chunk) {
    Reply whole = reply(before, after, Integer.MAX_VALUE);

    Reply cut = reply(before, after, chunk);

    assertEquals(whole, cut);
    assertEquals(
        List.of(new Content.Text(before), new Content.ToolUse(CALL), new Content.Text(after)),
        cut.content());
    assertEquals(before + after, cut.refusal());
    assertEquals(after + before, cut.reasoning());
    assertEquals(USAGE, cut.usage());
  }

  @Example
  void figuresArePartialUntilTheEndIsSeen() {
    ReplyAssembler assembler = new ReplyAssembler();
    assembler.add(new StreamEvent.UsageReport(USAGE));

    assertEquals(UsageSource.PARTIAL, assembler.usage().source());
    assertThrows(IllegalStateException.class, assembler::reply);
    assembler.add(new StreamEvent.Finished(FinishReason.STOP, "stop"));

    assertEquals(USAGE, assembler.usage());
    assertEquals("stop", assembler.reply().rawFinish());
  }

  @Example
  void theLastFiguresCountAndUnknownEventsAreNoContent() {
    ReplyAssembler assembler = new ReplyAssembler();
    assembler.add(new StreamEvent.UsageReport(Usage.of(1, 1, UsageSource.REPORTED)));
    assembler.add(new StreamEvent.Unknown("openai", Json.of("{}")));
    assembler.add(new StreamEvent.ToolCallDelta(0, "find", "{\"a"));
    assembler.add(new StreamEvent.UsageReport(USAGE));
    assembler.add(new StreamEvent.Finished(FinishReason.STOP, null));

    assertEquals(USAGE, assembler.reply().usage());
    assertEquals(List.of(), assembler.reply().content());
  }

  private static Reply reply(String before, String after, int chunk) {
    ReplyAssembler assembler = new ReplyAssembler();
    assembler.add(new StreamEvent.Started("id-1", "small"));
    for (String part : cut(before, chunk)) {
      assembler.add(new StreamEvent.TextDelta(part));
      assembler.add(new StreamEvent.UsageReport(Usage.of(1, 1, UsageSource.REPORTED)));
    }
    assembler.add(new StreamEvent.ToolCallComplete(0, CALL));
    cut(before + after, chunk).forEach(part -> assembler.add(new StreamEvent.RefusalDelta(part)));
    cut(after, chunk).forEach(part -> assembler.add(new StreamEvent.TextDelta(part)));
    cut(after + before, chunk).forEach(part -> assembler.add(new StreamEvent.ReasoningDelta(part)));
    assembler.add(new StreamEvent.UsageReport(USAGE));
    assembler.add(new StreamEvent.Finished(FinishReason.TOOL_CALLS, "tool_calls"));
    return assembler.reply();
  }

  private static List<String> cut(String text, int chunk) {
    return java.util.stream.IntStream.iterate(
            0, at -> at < text.length(), at -> at + Math.min(chunk, text.length()))
        .mapToObj(at -> text.substring(at, (int) Math.min(text.length(), (long) at + chunk)))
        .toList();
  }
}
