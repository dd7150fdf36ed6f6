package io.aiarco.asc.idempotency;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.json.WellFormed;

/** Writes pieces of content for a {@link RequestFingerprint}, each kind as a list of its own. */
record PieceWriter(CanonicalJson json) implements Content.Visitor<CanonicalJson> {
  @Override
  public CanonicalJson text(Content.Text text) {
    return json.beginArray().value("text").value(WellFormed.text(text.text())).endArray();
  }

  @Override
  public CanonicalJson image(Content.Image image) {
    return media(json.beginArray().value("image"), image.source()).endArray();
  }

  @Override
  public CanonicalJson document(Content.Document document) {
    media(json.beginArray().value("document"), document.source());
    if (document.title() != null) {
      json.value(WellFormed.text(document.title()));
    }
    return json.endArray();
  }

  @Override
  public CanonicalJson audio(Content.Audio audio) {
    return media(json.beginArray().value("audio"), audio.source()).endArray();
  }

  @Override
  public CanonicalJson reasoning(Content.Reasoning reasoning) {
    json.beginArray().value("reasoning").value(WellFormed.text(reasoning.text()));
    if (reasoning.state() != null) {
      json.value(WellFormed.text(reasoning.state().dialect()))
          .value(WellFormed.text(reasoning.state().model()))
          .value(WellFormed.text(reasoning.state().json().text()));
    }
    return json.endArray();
  }

  @Override
  public CanonicalJson toolUse(Content.ToolUse use) {
    json.beginArray()
        .value("tool_use")
        .value(WellFormed.text(use.call().id()))
        .value(WellFormed.text(use.call().name()));
    return json.value(WellFormed.text(use.call().arguments().text())).endArray();
  }

  @Override
  public CanonicalJson toolResult(Content.ToolResult result) {
    json.beginArray().value("tool_result").value(WellFormed.text(result.callId()));
    json.value(result.error());
    result.content().forEach(piece -> piece.accept(this));
    return json.endArray();
  }

  @Override
  public CanonicalJson other(Content content) {
    if (content instanceof Content.Unknown unknown) {
      return json.beginArray()
          .value("unknown")
          .value(unknown.dialect())
          .value(WellFormed.text(unknown.json().text()))
          .endArray();
    }
    throw new IllegalArgumentException(
        "content: " + content.getClass().getSimpleName() + " (expected: a kind of this version)");
  }

  /** Long bytes stand there as their hash. */
  private CanonicalJson media(CanonicalJson to, MediaSource source) {
    return source.fold(
        url -> to.value("url").value(WellFormed.text(url.url().toString())),
        bytes ->
            to.value("bytes")
                .value(bytes.mediaType())
                .value(RequestFingerprint.sha256(bytes.bytes())));
  }
}
