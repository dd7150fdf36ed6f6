package io.aiarco.asc.wire.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiarco.asc.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * JSON as providers send it: unknown fields are welcome, sizes are bounded. Jackson's own limits
 * would refuse a legitimate reply (strings over 20 million characters), and its messages quote the
 * text, so neither leaves this class.
 */
public final class ProviderJson {
  private static final int LONGEST_BYTES = 64 << 20;
  private static final int DEEPEST = 256;
  private static final int GUESSED_FROM_BYTES = 4;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(LONGEST_BYTES)
                  .maxStringLength(LONGEST_BYTES)
                  .maxNestingDepth(DEEPEST)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Else a character beyond the basic plane is written as two escapes of six bytes.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private static final ObjectReader TREES =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Tool arguments are numbers of somebody else's: no digit of theirs may be rounded away.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .readerFor(JsonNode.class);

  private ProviderJson() {}

  /** The JSON object in the first {@code length} bytes; empty when they are anything else. */
  public static Optional<ObjectNode> object(byte[] bytes, int length) {
    if (!beginsAsUtf8(bytes, length)) {
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

  /** A field that is text and not empty; empty when it is missing or something else. */
  public static Optional<String> text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value == null || !value.isTextual() || value.textValue().isEmpty()
        ? Optional.empty()
        : Optional.of(value.textValue());
  }

  /** The text of a part that is carried unread. */
  public static Json json(JsonNode part) {
    return Json.of(part.toString());
  }

  /**
   * Whether the bytes can be JSON in UTF-8, the only encoding there is between systems (RFC 8259
   * section 8.1). Jackson guesses UTF-16 and UTF-32 from zero bytes and byte order marks at the
   * beginning: what any other reader refuses would be a reply, or fail in a way of its own.
   */
  static boolean beginsAsUtf8(byte[] bytes, int length) {
    for (int i = 0; i < Math.min(length, GUESSED_FROM_BYTES); i++) {
      if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
        return false;
      }
    }
    return true;
  }

  static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }
}
