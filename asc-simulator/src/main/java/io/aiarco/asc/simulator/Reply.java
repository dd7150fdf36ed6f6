package io.aiarco.asc.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scripted reply. Immutable: each method returns a changed copy, so one reply may be queued many
 * times.
 *
 * <p>{@link #text} and {@link #tool} are told in the dialect, and in the way (whole or events), of
 * whoever asks; {@link #golden} and {@link #raw} are bytes that leave as they are. {@link Fault}s
 * come on top of any of them.
 */
public final class Reply {

  /** A tool call; the arguments are JSON text, or meant not to be. */
  record ToolCall(String id, String name, String arguments) {}

  /**
   * Bytes given by the test. {@code contentType} is absent when they are the whole response, status
   * line included.
   */
  record Golden(@Nullable String contentType, Body body) {}

  private final List<Said> choices;
  private final List<float[]> vectors;
  private final @Nullable Golden golden;
  private final @Nullable UsageReport usage;
  private final Map<String, String> headers;
  private final List<Fault> faults;

  private Reply(
      List<Said> choices,
      List<float[]> vectors,
      @Nullable Golden golden,
      @Nullable UsageReport usage,
      Map<String, String> headers,
      List<Fault> faults) {
    this.choices = choices;
    this.vectors = vectors;
    this.golden = golden;
    this.usage = usage;
    this.headers = headers;
    this.faults = faults;
  }

  /** An assistant's text; a stream tells it word by word. */
  public static Reply text(String text) {
    return scripted(Said.text(Words.split(text)));
  }

  /** An assistant's text in exactly these deltas. */
  public static Reply deltas(String... deltas) {
    return scripted(Said.text(List.of(deltas)));
  }

  /**
   * A call of a tool.
   *
   * @param arguments JSON text; a stream tells it in several fragments. For Anthropic whole replies
   *     it must be an object.
   */
  public static Reply tool(String id, String name, String arguments) {
    return text("").andTool(id, name, arguments);
  }

  /** No reply but a fault, such as {@code Reply.failing(Fault.status(503))}. */
  public static Reply failing(Fault fault) {
    return text("").fault(fault);
  }

  /**
   * A body recorded elsewhere, sent with status 200 and this content type; faults count its
   * blank-line-separated events.
   */
  public static Reply golden(String contentType, byte[] body) {
    return text("").with(new Golden(contentType, Body.of(body)));
  }

  /** As {@link #golden(String, byte[])}, with a recorded event stream. */
  public static Reply goldenStream(String events) {
    return golden("text/event-stream; charset=utf-8", events.getBytes(StandardCharsets.UTF_8));
  }

  /** A whole HTTP response, from its status line on; the connection closes behind it. */
  public static Reply raw(byte[] response) {
    return text("").with(new Golden(null, Body.of(response)));
  }

  /**
   * The model's refusal to answer: {@code message.refusal} in OpenAI's dialects, {@code
   * stop_reason: refusal} in Anthropic's, mere text elsewhere.
   */
  public static Reply refusal(String text) {
    return scripted(Said.text(Words.split(text)).refused());
  }

  /**
   * Vectors for a request for embeddings, one to an input. Inputs beyond them, and all inputs of
   * replies that have none, get vectors made from their texts.
   */
  public static Reply embeddings(float[]... vectors) {
    List<float[]> copies = Arrays.stream(vectors).map(float[]::clone).toList();
    return new Reply(List.of(Said.text(List.of())), copies, null, null, Map.of(), List.of());
  }

  /** One more tool call, after what is there. */
  public Reply andTool(String id, String name, String arguments) {
    return with(said().calling(new ToolCall(id, name, arguments)));
  }

  /**
   * What the model thinks before it speaks. Dialects that keep thoughts to themselves (OpenAI Chat
   * Completions) report their tokens and nothing else.
   */
  public Reply reasoning(String text) {
    return with(said().thinking(Words.split(text)));
  }

  /**
   * Another choice, for a request that asks for several; of {@code other} only its first choice
   * counts. Who asks for more choices than there are gets them again from the first.
   */
  public Reply alternative(Reply other) {
    List<Said> more = new ArrayList<>(choices);
    more.add(other.said());
    return new Reply(List.copyOf(more), vectors, golden, usage, headers, faults);
  }

  /** Reports these tokens. */
  public Reply usage(long input, long output) {
    return usage(UsageReport.of(TokenUsage.of(input, output)));
  }

  /**
   * Reports what {@code report} says; the default is {@link UsageReport#counted}, and then a text
   * longer than the request's output limit ends there with {@link Finish#LENGTH}, as at a real
   * provider.
   */
  public Reply usage(UsageReport report) {
    return new Reply(choices, vectors, golden, report, headers, faults);
  }

  /**
   * Ends for this reason; the default is {@code REFUSED} for a refusal, {@code TOOL_CALLS} with a
   * tool call and {@code STOP} without.
   */
  public Reply finish(Finish reason) {
    return with(said().ending(reason));
  }

  /** Sends a response header besides, or in place of, the dialect's own. */
  public Reply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(choices, vectors, golden, usage, more, faults);
  }

  /** Adds a fault; several may be combined. */
  public Reply fault(Fault fault) {
    List<Fault> more = new ArrayList<>(faults);
    more.add(fault);
    return new Reply(choices, vectors, golden, usage, headers, List.copyOf(more));
  }

  private static Reply scripted(Said said) {
    return new Reply(List.of(said), List.of(), null, null, Map.of(), List.of());
  }

  private Reply with(Said said) {
    List<Said> changed = new ArrayList<>(choices);
    changed.set(0, said);
    return new Reply(List.copyOf(changed), vectors, golden, usage, headers, faults);
  }

  private Reply with(Golden bytes) {
    return new Reply(choices, vectors, bytes, usage, headers, faults);
  }

  private Said said() {
    return choices.get(0);
  }

  /** What it says: at least one choice. */
  List<Said> choices() {
    return choices;
  }

  List<float[]> vectors() {
    return vectors;
  }

  @Nullable Golden golden() {
    return golden;
  }

  /** The scripted report; null counts, and then the reply also obeys the request's limit. */
  @Nullable UsageReport usage() {
    return usage;
  }

  Map<String, String> headers() {
    return headers;
  }

  List<Fault> faults() {
    return faults;
  }
}
