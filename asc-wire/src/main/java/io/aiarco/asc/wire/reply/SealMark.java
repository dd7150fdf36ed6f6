package io.aiarco.asc.wire.reply;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * A seal of a provider's as a client is given it: with what it belongs to, which the client would
 * not tell when it sends it back. It asked by a name that may stand for several models, and only
 * the one that sealed a thought takes it. So the seal begins with its origin: {@code
 * asc.<Base64url>.<seal>}. To clients a seal is opaque, and a provider's own, in Base64, has no
 * dot.
 *
 * @param origin what it belongs to
 * @param seal as its provider made it. Immutable.
 */
public record SealMark(String origin, String seal) {
  private static final String MARK = "asc.";

  /** As a client is given it. */
  public String text() {
    byte[] of = origin.getBytes(UTF_8);
    return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(of) + "." + seal;
  }

  /** What a client sent; empty for a seal without a mark. */
  public static Optional<SealMark> of(String text) {
    int dot = text.startsWith(MARK) ? text.indexOf('.', MARK.length()) : -1;
    if (dot < 0) {
      return Optional.empty();
    }
    try {
      byte[] origin = Base64.getUrlDecoder().decode(text.substring(MARK.length(), dot));
      return Optional.of(new SealMark(new String(origin, UTF_8), text.substring(dot + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // somebody else's dots
    }
  }
}
