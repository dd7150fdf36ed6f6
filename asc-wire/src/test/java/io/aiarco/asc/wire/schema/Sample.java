package io.aiarco.asc.wire.schema;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Some {@link Everything}, and how it looks as JSON: written without looking at the reader. */
final class Sample {
  /** Every text has it, so that a message that quotes one is found out. */
  static final String MARK = "s3cret";

  private final Random random;

  Sample(long seed) {
    this.random = new Random(seed);
  }

  Everything everything(int depth) {
    return new Everything(
        random.nextBoolean(),
        random.nextBoolean(),
        (byte) random.nextInt(),
        (short) random.nextInt(),
        random.nextInt(),
        random.nextLong(),
        new BigInteger(200, random).negate(),
        (random.nextFloat() - 0.5f) * Float.MAX_VALUE,
        Double.longBitsToDouble(random.nextLong() & ~(1L << 62)),
        new BigDecimal(new BigInteger(100, random), random.nextInt(-20, 60)),
        text(),
        new UUID(random.nextLong(), random.nextLong()),
        URI.create("https://x.example/" + MARK + "?q=" + random.nextInt()),
        LocalDate.ofEpochDay(random.nextInt(-500_000, 500_000)),
        at().toOffsetTime(),
        at(),
        at().toInstant(),
        Duration.ofMillis(random.nextInt()),
        random.nextBoolean() ? Everything.Suit.CLUBS : Everything.Suit.HEARTS,
        Arrays.asList(text(), null, text()),
        new LinkedHashSet<>(List.of(random.nextInt(10), 10 + random.nextInt(10))),
        map(),
        random.nextBoolean() ? Optional.empty() : Optional.of(point()),
        random.nextBoolean() ? null : text(),
        random.nextBoolean()
            ? new Everything.Circle(point(), random.nextInt(100) / 4.0)
            : new Everything.Box(point(), point()),
        tree(depth));
  }

  private Map<String, List<Everything.Point>> map() {
    Map<String, List<Everything.Point>> map = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      map.put(text(), List.of(point(), point()));
    }
    return map;
  }

  private Everything.Tree tree(int depth) {
    List<Everything.Tree> branches = new ArrayList<>();
    for (int i = depth > 0 ? random.nextInt(3) : 0; i > 0; i--) {
      branches.add(tree(depth - 1));
    }
    boolean whole = depth == 1 && random.nextBoolean();
    return new Everything.Tree(text(), branches, whole ? everything(0) : null);
  }

  private Everything.Point point() {
    return new Everything.Point(random.nextInt(), random.nextInt());
  }

  private OffsetDateTime at() {
    return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))
        .atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60)));
  }

  private String text() {
    return MARK
        + List.of("", " \"quoted\"", "\n\t\\", " ü 😀").get(random.nextInt(4))
        + random.nextInt();
  }

  /** {@code value} as JSON's maps, lists, strings, numbers, booleans and null. */
  static @Nullable Object json(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return json(optional.orElse(null));
    }
    if (value instanceof List || value instanceof Set) {
      List<@Nullable Object> items = new ArrayList<>();
      ((Iterable<?>) value).forEach(item -> items.add(json(item)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      map.forEach((key, field) -> fields.put((String) key, json(field)));
      return fields;
    }
    if (value instanceof Record record) {
      return fields(record);
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }

  private static Map<String, @Nullable Object> fields(Record record) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (record instanceof Everything.Figure) {
      fields.put("type", record.getClass().getSimpleName());
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        fields.put(component.getName(), json(component.getAccessor().invoke(record)));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    return fields;
  }
}
