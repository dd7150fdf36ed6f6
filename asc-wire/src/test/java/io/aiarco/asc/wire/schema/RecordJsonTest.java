package io.aiarco.asc.wire.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.schema.RecordSchema;
import io.aiarco.asc.schema.SchemaMismatch;
import io.aiarco.asc.wire.JsonReplyReader;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schema describes is read, and nothing else is. */
class RecordJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader EXACT =
      JSON.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final JsonReplyReader REPLIES = new JsonReplyReader();
  private static final RecordSchema<Everything> EVERYTHING = RecordSchema.of(Everything.class);

  record Invoice(String number, BigDecimal total, List<Line> lines, Optional<String> note) {}

  record Line(String item, int count) {}

  @Test
  void schemaIsTheOneInTheFile() throws Exception {
    assertEquals(
        JSON.readTree(read("everything.schema.json")).toString(), EVERYTHING.json().text());
    assertEquals(
        JSON.readTree(read("invoice.schema.json")).toString(),
        RecordSchema.of(Invoice.class).json().text());
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadBack(@ForAll long seed) throws Exception {
    Everything written = new Sample(seed).everything(2);

    Everything read = EVERYTHING.read(REPLIES.read(text(Sample.json(written))));

    assertEquals(written, read);
  }

  @Property(tries = 3)
  void schemaOfAnyRecordAcceptsWhatIsReadBack(@ForAll long seed) throws Exception {
    InventedRecords invented = new InventedRecords(new Random(seed));
    Path folder = Files.createDirectories(Path.of("target", "invented"));
    for (Class<? extends Record> type : invented.invent(40, folder)) {
      RecordSchema<?> schema = RecordSchema.of(type);
      SchemaWords words = new SchemaWords(JSON.readTree(schema.json().text()));
      for (int i = 0; i < 20; i++) {
        Record written = invented.record(type);
        Json json = text(Sample.json(written));

        assertTrue(words.accepts(EXACT.readTree(json.text())), schema.json()::text);
        assertEquals(written, schema.read(REPLIES.read(json)));
      }
    }
  }

  @Property(tries = 300)
  void schemaAcceptsWhatIsWritten(@ForAll long seed) throws Exception {
    SchemaWords words = new SchemaWords(JSON.readTree(EVERYTHING.json().text()));
    Json json = text(Sample.json(new Sample(seed).everything(2)));

    assertTrue(words.accepts(EXACT.readTree(json.text())));
  }

  @Property(tries = 1000)
  void oneChangeIsNamedAndNothingOfTheContentIs(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Object tree = REPLIES.read(text(Sample.json(new Sample(seed).everything(1))));
    change(tree, random);

    SchemaMismatch mismatch = assertThrows(SchemaMismatch.class, () -> EVERYTHING.read(tree));

    assertFalse(mismatch.getMessage().contains(Sample.MARK), mismatch::getMessage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Sure! {}",
        "{} {}",
        "{}]",
        "```json\n{}\n```",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "{\"a\":\"s3cret",
        "// s3cret\n{}",
        "\uFEFF{}"
      })
  void anythingButOneJsonValueIsNone(String text) {
    SchemaMismatch mismatch = assertThrows(SchemaMismatch.class, () -> REPLIES.read(Json.of(text)));

    assertEquals("$", mismatch.path());
    assertFalse(mismatch.getMessage().contains("s3cret"), mismatch::getMessage);
  }

  @Test
  void depthIsBounded() {
    String deep = "[".repeat(100_000);

    assertThrows(SchemaMismatch.class, () -> REPLIES.read(Json.of(deep)));
  }

  /** Makes one place of the tree wrong: a field too few, one too many, or of another kind. */
  @SuppressWarnings("unchecked")
  private static void change(@Nullable Object tree, Random random) {
    List<Map<String, @Nullable Object>> closed = new ArrayList<>();
    collect(tree, closed);
    Map<String, @Nullable Object> object = closed.get(random.nextInt(closed.size()));
    List<String> names = new ArrayList<>(object.keySet());
    String name = names.get(random.nextInt(names.size()));
    Object value = object.get(name);
    boolean optional = List.of("maybe", "nothing", "everything").contains(name);
    switch (random.nextInt(3)) {
      case 0 -> object.put(Sample.MARK, Sample.MARK);
      case 1 -> {
        object.remove(name);
        if (optional) {
          object.put(Sample.MARK, null);
        }
      }
      default -> object.put(name, value instanceof String ? BigDecimal.ONE : Sample.MARK);
    }
    if (name.equals("nothing") && object.get(name) instanceof String) {
      object.put(name, BigDecimal.ONE);
    }
  }

  /** All objects whose fields are a record's, so the entries of maps are left out. */
  @SuppressWarnings("unchecked")
  private static void collect(@Nullable Object tree, List<Map<String, @Nullable Object>> to) {
    if (tree instanceof Map<?, ?> object) {
      to.add((Map<String, @Nullable Object>) object);
      object.forEach(
          (name, value) -> {
            if (!name.equals("map")) {
              collect(value, to);
            }
          });
    } else if (tree instanceof List<?> list) {
      list.forEach(item -> collect(item, to));
    }
  }

  private static Json text(@Nullable Object tree) throws IOException {
    return Json.of(JSON.writeValueAsString(tree));
  }

  private static String read(String file) throws IOException {
    try (InputStream in = RecordJsonTest.class.getResourceAsStream("/schema/" + file)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
