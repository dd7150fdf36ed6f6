package io.aiarco.asc.audit;

import io.aiarco.asc.chat.Embedding;
import io.aiarco.asc.chat.FinishReason;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.chat.ToolCall;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.json.WellFormed;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a caller got of a reply, as canonical JSON ({@code docs/neutral-json.md}), written while it
 * comes: an array of pieces in their order. How a text was cut on its way does not show, since
 * neighbouring deltas of one kind and choice are one piece; so a stream and a whole reply give the
 * same bytes, and one that was broken off gives those of what had come. Single-thread.
 */
public final class NeutralReply implements StreamEvent.Visitor<CanonicalJson> {
  private final CanonicalJson json = new CanonicalJson().beginArray();
  private final Map<Part, StringBuilder> parts = new TreeMap<>(Part.ORDER);
  private final Map<Part, String> tools = new TreeMap<>(Part.ORDER);
  private final Consumer<ByteBuffer> sink;
  private @Nullable Open open;
  private String half = "";

  /** A text that may still grow. */
  private record Open(String kind, int choice) {}

  /** A tool call that grows. */
  private record Part(int choice, int index) {
    static final Comparator<Part> ORDER =
        Comparator.comparingInt(Part::choice).thenComparingInt(Part::index);
  }

  /** Hands its bytes to {@code sink}, which must not keep the buffer. */
  public NeutralReply(Consumer<ByteBuffer> sink) {
    this.sink = sink;
  }

  /** What the caller gets next. */
  public void add(StreamEvent event) {
    event.accept(this);
    sink.accept(json.drain());
  }

  /** The end, whether or not the reply is whole. */
  public void end() {
    close();
    parts.forEach(this::part);
    json.endArray();
    sink.accept(json.drain());
  }

  @Override
  public CanonicalJson textDelta(StreamEvent.TextDelta delta) {
    return grow("text", delta.choice(), delta.text());
  }

  @Override
  public CanonicalJson reasoningDelta(StreamEvent.ReasoningDelta delta) {
    return grow("reasoning", delta.choice(), delta.text());
  }

  @Override
  public CanonicalJson refusalDelta(StreamEvent.RefusalDelta delta) {
    return grow("refusal", delta.choice(), delta.text());
  }

  /** Its text has come before; what it adds is what the provider wants back. */
  @Override
  public CanonicalJson reasoningComplete(StreamEvent.ReasoningComplete complete) {
    if (complete.reasoning().state() == null) {
      return json;
    }
    close();
    json.beginObject().name("choice").value(complete.choice()).name("kind").value("state");
    return json.name("state")
        .value(WellFormed.text(complete.reasoning().state().json().text()))
        .endObject();
  }

  @Override
  public CanonicalJson toolCallDelta(StreamEvent.ToolCallDelta delta) {
    Part part = new Part(delta.choice(), delta.index());
    tools.put(part, delta.name());
    parts.computeIfAbsent(part, first -> new StringBuilder()).append(delta.argumentsPart());
    return json;
  }

  @Override
  public CanonicalJson toolCallComplete(StreamEvent.ToolCallComplete complete) {
    close();
    parts.remove(new Part(complete.choice(), complete.index()));
    ToolCall call = complete.call();
    json.beginObject().name("arguments").value(WellFormed.text(call.arguments().text()));
    json.name("choice").value(complete.choice()).name("id").value(WellFormed.text(call.id()));
    json.name("kind").value("tool_call");
    return json.name("name").value(WellFormed.text(call.name())).endObject();
  }

  @Override
  public CanonicalJson embedded(StreamEvent.Embedded embedded) {
    json.beginObject().name("index").value(embedded.index()).name("kind").value("vector");
    return json.name("values").value(base64(embedded.embedding())).endObject();
  }

  @Override
  public CanonicalJson choiceFinished(StreamEvent.ChoiceFinished finished) {
    return finish(finished.choice(), finished.reason());
  }

  @Override
  public CanonicalJson finished(StreamEvent.Finished finished) {
    return finish(0, finished.reason());
  }

  @Override
  public CanonicalJson other(StreamEvent event) {
    if (event instanceof StreamEvent.Unknown unknown) {
      close();
      json.beginObject().name("dialect").value(WellFormed.text(unknown.dialect()));
      json.name("json").value(WellFormed.text(unknown.json().text()));
      return json.name("kind").value("unknown").endObject();
    }
    return json; // ids, figures, likelihoods: nothing the model says
  }

  private CanonicalJson grow(String kind, int choice, String more) {
    if (open == null || open.choice() != choice || !open.kind().equals(kind)) {
      close();
      open = new Open(kind, choice);
      json.beginObject().name("choice").value(choice).name("kind").value(kind);
      json.name("text").beginText();
    }
    String text = half + more;
    int whole = text.length();
    if (whole > 0 && Character.isHighSurrogate(text.charAt(whole - 1))) {
      whole--; // its other half may come with the next delta
    }
    half = text.substring(whole);
    return json.text(WellFormed.text(text.substring(0, whole)));
  }

  private void close() {
    if (open != null) {
      json.text(WellFormed.text(half)).endText().endObject();
      open = null;
      half = "";
    }
  }

  private CanonicalJson finish(int choice, FinishReason reason) {
    close();
    json.beginObject().name("choice").value(choice);
    json.name("finish").value(reason.name().toLowerCase(Locale.ROOT));
    return json.name("kind").value("end").endObject();
  }

  private void part(Part part, StringBuilder arguments) {
    json.beginObject().name("arguments").value(WellFormed.text(arguments.toString()));
    json.name("choice").value(part.choice()).name("kind").value("tool_call_part");
    json.name("name").value(WellFormed.text(tools.getOrDefault(part, ""))).endObject();
  }

  /** The vector's numbers as IEEE 754 binary32, most significant byte first. */
  private static String base64(Embedding embedding) {
    ByteBuffer bytes = ByteBuffer.allocate(embedding.dimensions() * Float.BYTES);
    for (int i = 0; i < embedding.dimensions(); i++) {
      bytes.putFloat(embedding.value(i));
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
