package io.aiarco.asc.wire.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * JSON as clients may send it: exactly one object, of which every reader must read the same. A name
 * that stands twice, or UTF-8 that only some decoders take, could show a guardrail one text and the
 * provider another (RFC 8259 §4, §8.1). What is long is bounded by whoever read the body; what is
 * deep or in many pieces is bounded here, because a few bytes make much memory. Jackson's messages
 * quote the text, so they do not leave this class.
 */
public final class ClientJson {
  private static final int DEEPEST = 100;
  private static final long MOST_TOKENS = 2_000_000;

  private static final ObjectReader TREES =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNestingDepth(DEEPEST)
                          .maxTokenCount(MOST_TOKENS)
                          .build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .readerFor(JsonNode.class);

  private ClientJson() {}

  /** The object in the first {@code length} bytes; empty when they are anything else. */
  public static Optional<ObjectNode> object(byte[] bytes, int length) {
    if (!isUtf8(bytes, length)) {
      return Optional.empty();
    }
    try {
      JsonNode node = TREES.readValue(bytes, 0, length);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException | NumberFormatException e) {
      // The second from Jackson's tree, of an exponent that no BigDecimal has room for.
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // from an array: cannot happen
    }
  }

  /**
   * Whether it is UTF-8 as the standard has it. Jackson takes overlong forms and encoded surrogates
   * too, and UTF-16 where it sees a zero byte at the start.
   */
  private static boolean isUtf8(byte[] bytes, int length) {
    for (int i = 0; i < Math.min(4, length); i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    CharBuffer out = CharBuffer.allocate(8192);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    return !result.isError();
  }
}
