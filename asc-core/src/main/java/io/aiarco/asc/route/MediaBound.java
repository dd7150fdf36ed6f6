package io.aiarco.asc.route;

import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.chat.Content;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.chat.MediaSource;
import io.aiarco.asc.chat.Message;
import io.aiarco.asc.provider.Capabilities;
import java.util.Set;

/**
 * The most tokens a request's media can count at one endpoint.
 *
 * <p>The size of a picture or a PDF in bytes bounds nothing: a white picture of a few hundred bytes
 * counts by its pixels, a page of a PDF by its image. So each counts what the endpoint's
 * capabilities say one can, sent along or fetched, and its whole context window where they say
 * nothing: no provider reads more than that. Text in a document counts its bytes, as any text does.
 * A sound counts at most 10 tokens a second (OpenAI's audio guide, read 2026-11) while no codec
 * needs fewer than 80 bytes a second, so bytes bound it; fetched, it may fill the window. So may
 * what this version does not know: it may name a file.
 *
 * @param seen tokens of pictures and documents
 * @param heard tokens of sounds, which have a price of their own
 */
record MediaBound(long seen, long heard) {
  /** Of a request without media. */
  static final MediaBound NONE = new MediaBound(0, 0);

  private static final Set<Feature> MEDIA =
      Set.of(
          Feature.IMAGE_INPUT,
          Feature.IMAGE_URL,
          Feature.DOCUMENT_INPUT,
          Feature.DOCUMENT_URL,
          Feature.AUDIO_INPUT,
          Feature.AUDIO_URL);

  static MediaBound of(ChatRequest request, Capabilities capabilities) {
    if (!hasMedia(request.features()) && !hasUnknown(request)) {
      return NONE;
    }
    Count count = new Count(capabilities);
    for (Message message : request.messages()) {
      for (Content piece : message.content()) {
        piece.accept(count);
      }
    }
    return new MediaBound(count.seen, count.heard);
  }

  private static boolean hasMedia(Set<Feature> features) {
    for (Feature feature : features) {
      if (MEDIA.contains(feature)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasUnknown(ChatRequest request) {
    for (Message message : request.messages()) {
      for (Content piece : message.content()) {
        if (piece instanceof Content.Unknown) {
          return true;
        }
      }
    }
    return false;
  }

  private static final class Count implements Content.Visitor<Count> {
    private final Capabilities capabilities;
    private long seen;
    private long heard;

    Count(Capabilities capabilities) {
      this.capabilities = capabilities;
    }

    @Override
    public Count image(Content.Image image) {
      seen += capabilities.imageTokens().orElse(capabilities.maxInputTokens());
      return this;
    }

    @Override
    public Count document(Content.Document document) {
      long most = capabilities.documentTokens().orElse(capabilities.maxInputTokens());
      seen +=
          document
              .source()
              .fold(
                  url -> most,
                  bytes -> bytes.mediaType().startsWith("text/") ? (long) bytes.length() : most);
      return this;
    }

    @Override
    public Count audio(Content.Audio audio) {
      heard +=
          audio
              .source()
              .fold(
                  url -> (long) capabilities.maxInputTokens(),
                  (MediaSource.OfBytes bytes) -> (long) bytes.length());
      return this;
    }

    @Override
    public Count toolResult(Content.ToolResult result) {
      for (Content piece : result.content()) {
        piece.accept(this);
      }
      return this;
    }

    @Override
    public Count other(Content content) {
      seen += content instanceof Content.Unknown ? capabilities.maxInputTokens() : 0;
      return this;
    }
  }
}
