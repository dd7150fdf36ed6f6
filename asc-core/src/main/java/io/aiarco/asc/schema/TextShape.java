package io.aiarco.asc.schema;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Types that are text in JSON. The formats are those of JSON Schema that OpenAI and Anthropic hold
 * a model to (their guides to structured outputs, read 2026-11); the local date and time of day
 * have none, and a time without its offset is a guess, so those types are left out.
 *
 * @param format of JSON Schema; null for any text
 */
record TextShape(String expected, @Nullable String format, Function<String, Object> parser)
    implements Shape {
  static final Map<Class<?>, TextShape> ALL =
      Map.of(
          String.class, new TextShape("text", null, text -> text),
          UUID.class, new TextShape("a UUID", "uuid", TextShape::uuid),
          URI.class, new TextShape("a URI", null, URI::create),
          LocalDate.class, new TextShape("a date as 2026-11-25", "date", LocalDate::parse),
          OffsetTime.class, new TextShape("a time as 10:15:30+01:00", "time", OffsetTime::parse),
          OffsetDateTime.class,
              new TextShape(
                  "a date and time as 2026-11-25T10:15:30+01:00",
                  "date-time",
                  OffsetDateTime::parse),
          Instant.class,
              new TextShape(
                  "a date and time as 2026-11-25T10:15:30Z",
                  "date-time",
                  text -> OffsetDateTime.parse(text).toInstant()),
          Duration.class, new TextShape("a duration as PT1H30M", "duration", Duration::parse));

  @Override
  public Map<String, Object> schema() {
    return format == null
        ? Map.of("type", "string")
        : SchemaText.of("type", "string", "format", format);
  }

  @Override
  public Object read(@Nullable Object json, Place place) throws SchemaMismatch {
    if (!(json instanceof String text)) {
      throw place.mismatch(Shape.kind(json), expected);
    }
    try {
      return parser.apply(text);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw place.mismatch("another text", expected);
    }
  }

  /** {@link UUID#fromString} takes less than 36 characters too. */
  private static UUID uuid(String text) {
    UUID uuid = UUID.fromString(text);
    if (text.length() != 36) {
      throw new IllegalArgumentException("uuid: " + text.length() + " characters (expected: 36)");
    }
    return uuid;
  }
}
