package io.aiarco.asc.idempotency;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.json.WellFormed;
import org.jspecify.annotations.Nullable;

/** Writes pieces of content for a {@link RequestFingerprint}, each kind as a list of its own. */
record PieceWriter(CanonicalJson json) implements Content.Visitor<CanonicalJson> {
  @Override
  public CanonicalJson text(Content.Text text) {
    json.beginArray().value("text").value(WellFormed.text(text.text()));
    return extras(text.extras()).endArray();
  }

  @Override
  public CanonicalJson image(Content.Image image) {
    media(json.beginArray().value("image"), image.source());
    return extras(image.extras()).endArray();
  }

  @Override
  public CanonicalJson document(Content.Document document) {
    media(json.beginArray().value("document"), document.source());
    if (document.title() != null) {
      json.value(WellFormed.text(document.title()));
    }
    return extras(document.extras()).endArray();
  }

  @Override
  public CanonicalJson audio(Content.Audio audio) {
    media(json.beginArray().value("audio"), audio.source());
    return extras(audio.extras()).endArray();
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
    json.value(WellFormed.text(use.call().arguments().text()));
    return extras(use.extras()).endArray();
  }

  @Override
  public CanonicalJson toolResult(Content.ToolResult result) {
    json.beginArray().value("tool_result").value(WellFormed.text(result.callId()));
    json.value(result.error());
    result.content().forEach(piece -> piece.accept(this));
    return extras(result.extras()).endArray();
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

  /** As a list of its own, so that no text can be taken for it. */
  CanonicalJson extras(@Nullable WireExtras extras) {
    if (extras == null) {
      return json;
    }
    return json.beginArray()
        .value(WellFormed.text(extras.dialect()))
        .value(WellFormed.text(extras.fields().text()))
        .endArray();
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
