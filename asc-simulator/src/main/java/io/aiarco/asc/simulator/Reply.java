package io.aiarco.asc.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  private final List<String> deltas;
  private final List<ToolCall> toolCalls;
  private final @Nullable Golden golden;
  private final @Nullable Finish finish;
  private final @Nullable UsageReport usage;
  private final Map<String, String> headers;
  private final List<Fault> faults;

  private Reply(
      List<String> deltas,
      List<ToolCall> toolCalls,
      @Nullable Golden golden,
      @Nullable Finish finish,
      @Nullable UsageReport usage,
      Map<String, String> headers,
      List<Fault> faults) {
    this.deltas = deltas;
    this.toolCalls = toolCalls;
    this.golden = golden;
    this.finish = finish;
    this.usage = usage;
    this.headers = headers;
    this.faults = faults;
  }

  /** An assistant's text; a stream tells it word by word. */
  public static Reply text(String text) {
    return scripted(Words.split(text), List.of());
  }

  /** An assistant's text in exactly these deltas. */
  public static Reply deltas(String... deltas) {
    return scripted(List.of(deltas), List.of());
  }

  /**
   * A call of a tool.
   *
   * @param arguments JSON text; a stream tells it in several fragments. For Anthropic whole replies
   *     it must be an object.
   */
  public static Reply tool(String id, String name, String arguments) {
    return scripted(List.of(), List.of(new ToolCall(id, name, arguments)));
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
    return scripted(List.of(), List.of()).with(new Golden(contentType, Body.of(body)));
  }

  /** As {@link #golden(String, byte[])}, with a recorded event stream. */
  public static Reply goldenStream(String events) {
    return golden("text/event-stream; charset=utf-8", events.getBytes(StandardCharsets.UTF_8));
  }

  /** A whole HTTP response, from its status line on; the connection closes behind it. */
  public static Reply raw(byte[] response) {
    return scripted(List.of(), List.of()).with(new Golden(null, Body.of(response)));
  }

  /** One more tool call, after what is there. */
  public Reply andTool(String id, String name, String arguments) {
    List<ToolCall> more = new ArrayList<>(toolCalls);
    more.add(new ToolCall(id, name, arguments));
    return new Reply(deltas, List.copyOf(more), golden, finish, usage, headers, faults);
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
    return new Reply(deltas, toolCalls, golden, finish, report, headers, faults);
  }

  /**
   * Ends for this reason; the default is {@code TOOL_CALLS} with a tool call and {@code STOP}
   * without.
   */
  public Reply finish(Finish reason) {
    return new Reply(deltas, toolCalls, golden, reason, usage, headers, faults);
  }

  /** Sends a response header besides, or in place of, the dialect's own. */
  public Reply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(deltas, toolCalls, golden, finish, usage, more, faults);
  }

  /** Adds a fault; several may be combined. */
  public Reply fault(Fault fault) {
    List<Fault> more = new ArrayList<>(faults);
    more.add(fault);
    return new Reply(deltas, toolCalls, golden, finish, usage, headers, List.copyOf(more));
  }

  private static Reply scripted(List<String> deltas, List<ToolCall> toolCalls) {
    return new Reply(deltas, toolCalls, null, null, null, Map.of(), List.of());
  }

  private Reply with(Golden bytes) {
    return new Reply(deltas, toolCalls, bytes, finish, usage, headers, faults);
  }

  List<String> deltas() {
    return deltas;
  }

  List<ToolCall> toolCalls() {
    return toolCalls;
  }

  @Nullable Golden golden() {
    return golden;
  }

  @Nullable Finish finish() {
    return finish;
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
