package io.aiarco.asc.audit;

import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.WireExtras;
import io.aiarco.asc.json.CanonicalJson;
import io.aiarco.asc.json.WellFormed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Writes the pieces of a message, each as an object that says its kind. */
record NeutralPieces(CanonicalJson json) implements Content.Visitor<CanonicalJson> {
  @Override
  public CanonicalJson text(Content.Text text) {
    extras(json.beginObject(), text.extras());
    return kind("text").name("text").value(WellFormed.text(text.text())).endObject();
  }

  @Override
  public CanonicalJson image(Content.Image image) {
    extras(json.beginObject(), image.extras());
    return media("image", image.source()).endObject();
  }

  @Override
  public CanonicalJson document(Content.Document document) {
    extras(json.beginObject(), document.extras());
    media("document", document.source());
    if (document.title() != null) {
      json.name("title").value(WellFormed.text(document.title()));
    }
    return json.endObject();
  }

  @Override
  public CanonicalJson audio(Content.Audio audio) {
    extras(json.beginObject(), audio.extras());
    return media("audio", audio.source()).endObject();
  }

  @Override
  public CanonicalJson reasoning(Content.Reasoning reasoning) {
    json.beginObject();
    kind("reasoning");
    if (reasoning.state() != null) {
      json.name("state").value(WellFormed.text(reasoning.state().json().text()));
    }
    return json.name("text").value(WellFormed.text(reasoning.text())).endObject();
  }

  @Override
  public CanonicalJson toolUse(Content.ToolUse use) {
    json.beginObject().name("arguments").value(WellFormed.text(use.call().arguments().text()));
    extras(json, use.extras());
    json.name("id").value(WellFormed.text(use.call().id()));
    return kind("tool_use").name("name").value(WellFormed.text(use.call().name())).endObject();
  }

  @Override
  public CanonicalJson toolResult(Content.ToolResult result) {
    json.beginObject().name("call").value(WellFormed.text(result.callId()));
    json.name("content").beginArray();
    result.content().forEach(piece -> piece.accept(this));
    json.endArray().name("error").value(result.error());
    extras(json, result.extras());
    return kind("tool_result").endObject();
  }

  @Override
  public CanonicalJson other(Content content) {
    if (content instanceof Content.Unknown unknown) {
      json.beginObject().name("dialect").value(WellFormed.text(unknown.dialect()));
      json.name("json").value(WellFormed.text(unknown.json().text()));
      return kind("unknown").endObject();
    }
    throw new IllegalArgumentException(
        "content: " + content.getClass().getSimpleName() + " (expected: a kind of this version)");
  }

  /** The member {@code extras}, where there are any. */
  static void extras(CanonicalJson json, @Nullable WireExtras extras) {
    if (extras != null) {
      json.name("extras").beginObject();
      json.name("dialect").value(WellFormed.text(extras.dialect()));
      json.name("fields").value(WellFormed.text(extras.fields().text())).endObject();
    }
  }

  private CanonicalJson kind(String kind) {
    return json.name("kind").value(kind);
  }

  /** Long bytes stand there as their hash, which the commitment hides. */
  private CanonicalJson media(String kind, MediaSource source) {
    return source.fold(
        url -> kind(kind).name("url").value(WellFormed.text(url.url().toString())),
        bytes ->
            kind(kind)
                .name("media")
                .value(bytes.mediaType())
                .name("sha256")
                .value(sha256(bytes.bytes())));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
