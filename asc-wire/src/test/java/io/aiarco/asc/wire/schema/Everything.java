package io.aiarco.asc.wire.schema;

import io.aiarco.asc.schema.Description;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every type that has a schema. */
@Description("One of each.")
record Everything(
    boolean flag,
    Boolean boxed,
    byte tiny,
    Short small,
    int whole,
    Long large,
    BigInteger huge,
    float single,
    Double real,
    BigDecimal exact,
    @Description("In the caller's \"words\".") String text,
    UUID id,
    URI link,
    LocalDate day,
    OffsetTime time,
    OffsetDateTime at,
    Instant instant,
    Duration took,
    Suit suit,
    List<@Nullable String> list,
    Set<Integer> set,
    Map<String, List<Point>> map,
    @Description("Where it stands, if anywhere.") Optional<Point> maybe,
    @Nullable String nothing,
    @Description("Flat.") Figure figure,
    @Description("With branches.") Tree tree) {

  enum Suit {
    CLUBS,
    HEARTS
  }

  @Description("A place on the page.")
  record Point(int x, int y) {}

  sealed interface Figure permits Circle, Box {}

  record Circle(Point center, double radius) implements Figure {}

  record Box(Point from, Point to) implements Figure {}

  record Tree(String name, List<Tree> branches, @Nullable Everything everything) {}
}
