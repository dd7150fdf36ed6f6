package io.aiarco.asc.chat;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * Where an image, a document or a sound is: at an address the provider fetches it from, or here.
 * ASC itself never fetches one. Immutable.
 */
public sealed interface MediaSource {
  /** The value of the function for this kind. */
  <R> R fold(Function<OfUrl, R> url, Function<OfBytes, R> bytes);

  /** A source at an address; see {@link OfUrl}. */
  static MediaSource of(URI url) {
    return new OfUrl(url);
  }

  /** A source that is sent along; see {@link OfBytes}. */
  static MediaSource of(String mediaType, byte[] bytes) {
    return new OfBytes(mediaType, bytes);
  }

  /**
   * An address, fetched by the provider.
   *
   * @param url http or https, with a host; its text is not shown, since a signed address is a key
   */
  record OfUrl(URI url) implements MediaSource {
    public OfUrl {
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("https") || scheme.equals("http");
      if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            "media url: not usable (expected: http or https, a host, no user info)");
      }
    }

    @Override
    public <R> R fold(Function<OfUrl, R> ofUrl, Function<OfBytes, R> ofBytes) {
      return ofUrl.apply(this);
    }

    @Override
    public String toString() {
      return "OfUrl[" + url.getScheme() + "]";
    }
  }

  /** The bytes themselves and what they are. */
  final class OfBytes implements MediaSource {
    private static final String MARKS = "!#$&^_.+-";

    private final String mediaType;
    private final byte[] bytes;

    /**
     * Copies them.
     *
     * @param mediaType type and subtype (RFC 6838 §4.2), no parameters; kept in lower case
     * @param bytes at least 1
     */
    public OfBytes(String mediaType, byte[] bytes) {
      this.mediaType = requireType(mediaType);
      if (bytes.length == 0) {
        throw new IllegalArgumentException("media: 0 bytes (expected: >= 1)");
      }
      this.bytes = bytes.clone();
    }

    /** Type and subtype in lower case, such as {@code image/png}. */
    public String mediaType() {
      return mediaType;
    }

    /** How many bytes it is. */
    public int length() {
      return bytes.length;
    }

    /** The bytes, a fresh array. */
    public byte[] bytes() {
      return bytes.clone();
    }

    /** The bytes in Base64 with padding (RFC 4648 §4), one line. */
    public String base64() {
      return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public <R> R fold(Function<OfUrl, R> ofUrl, Function<OfBytes, R> ofBytes) {
      return ofBytes.apply(this);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OfBytes that
          && mediaType.equals(that.mediaType)
          && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Objects.hash(mediaType, Arrays.hashCode(bytes));
    }

    @Override
    public String toString() {
      return "OfBytes[" + mediaType + ", " + bytes.length + " bytes]";
    }

    private static String requireType(String mediaType) {
      int slash = mediaType.indexOf('/');
      boolean valid = slash > 0 && slash < mediaType.length() - 1 && mediaType.length() <= 127;
      for (int i = 0; valid && i < mediaType.length(); i++) {
        char c = mediaType.charAt(i);
        valid =
            i == slash
                || c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || MARKS.indexOf(c) >= 0;
      }
      if (!valid) {
        throw new IllegalArgumentException(
            "media type: " + mediaType.length() + " characters (expected: such as image/png)");
      }
      return mediaType.toLowerCase(Locale.ROOT);
    }
  }
}
