package io.aiarco.asc.wire.request;

import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.MediaSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;

/** Reads where a client's picture, document or sound is. */
public final class ClientMedia {
  private static final String DATA = "data:";
  private static final String BASE64 = ";base64,";

  private ClientMedia() {}

  /** Takes a field that is an address of http or https, or a {@code data:} URL in Base64. */
  public static MediaSource url(ClientObject in, String field) {
    String url = in.requireText(field);
    if (!url.startsWith(DATA)) {
      return address(in, field, url);
    }
    int comma = url.indexOf(BASE64);
    if (comma < 0 || comma > 256) {
      throw in.refusal(field, "a data: URL", "data:<type>;base64,<data>");
    }
    String type = url.substring(DATA.length(), comma);
    int parameters = type.indexOf(';');
    return decoded(
        in,
        field,
        parameters < 0 ? type : type.substring(0, parameters),
        url.substring(comma + BASE64.length()));
  }

  /** Takes a field that is an address of http or https. */
  public static MediaSource address(ClientObject in, String field) {
    return address(in, field, in.requireText(field));
  }

  /** Takes a field that is Base64. */
  public static MediaSource base64(ClientObject in, String field, String mediaType) {
    return decoded(in, field, mediaType, in.requireText(field));
  }

  private static MediaSource address(ClientObject in, String field, String url) {
    try {
      URI address = new URI(url);
      return in.make(() -> MediaSource.of(address));
    } catch (URISyntaxException e) {
      throw unusable(in, field, url, "an http or https URL, or data:");
    }
  }

  private static MediaSource decoded(
      ClientObject in, String field, String mediaType, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw unusable(in, field, base64, "Base64 with padding");
    }
    return in.make(() -> MediaSource.of(mediaType, bytes));
  }

  /** Both kinds of failure quote the text. */
  private static InvalidRequestException unusable(
      ClientObject in, String field, String text, String expected) {
    return in.refusal(field, text.length() + " characters", expected);
  }
}
