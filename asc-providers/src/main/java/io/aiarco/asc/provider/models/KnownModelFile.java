package io.aiarco.asc.provider.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.chat.Feature;
import io.aiarco.asc.provider.http.ProviderKind;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is known of models, written as JSON, format 1:
 *
 * <pre>{@code
 * {"format": 1, "version": "2026-11", "published": "2026-11-25",
 *  "rows": [
 *    {"kinds": ["openai"], "models": ["gpt-4o", "gpt-4o-2*"], "input": 128000, "output": 16384,
 *     "without": ["reasoning-effort"], "image": 1445, "document": 60000, "source": "who says so"}]}
 * }</pre>
 *
 * <p>{@code without}, {@code image} and {@code document} may be left out. Unknown keys are refused:
 * a limit that nobody understood is not left out in silence.
 */
final class KnownModelFile {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser json;
  private final String name;

  private KnownModelFile(JsonParser json, String name) {
    this.json = json;
    this.name = name;
  }

  /**
   * Reads a whole file. The caller closes {@code in}.
   *
   * @param name the file's, for messages
   * @throws IOException when it cannot be read or is no JSON
   * @throws IllegalArgumentException when it is no such file; the message says where
   */
  static KnownModels read(InputStream in, String name) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      return new KnownModelFile(json, name).models();
    }
  }

  private KnownModels models() throws IOException {
    String version = null;
    List<KnownModel> rows = new ArrayList<>();
    boolean known = false;
    expect(json.nextToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "format" -> known = tokens() == 1;
        case "version" -> version = string();
        case "published" -> date();
        case "rows" -> {
          expect(json.nextToken(), JsonToken.START_ARRAY);
          while (json.nextToken() != JsonToken.END_ARRAY) {
            rows.addAll(row());
          }
        }
        default -> throw unknownKey("format, version, published or rows");
      }
    }
    if (!known || version == null || rows.isEmpty()) {
      throw bad("a key is missing", "format 1, version and rows");
    }
    return KnownModels.of(version, rows);
  }

  /** One row for each pattern. */
  private List<KnownModel> row() throws IOException {
    Set<ProviderKind> kinds = EnumSet.noneOf(ProviderKind.class);
    List<ModelPattern> models = new ArrayList<>();
    Set<Feature> without = EnumSet.noneOf(Feature.class);
    int input = 0;
    int output = 0;
    OptionalInt image = OptionalInt.empty();
    OptionalInt document = OptionalInt.empty();
    String source = null;
    expect(json.currentToken(), JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      switch (json.currentName()) {
        case "kinds" -> kinds.addAll(list(ProviderKind::of, "kinds of provider"));
        case "models" -> models.addAll(list(text -> Optional.of(new ModelPattern(text)), ""));
        case "without" -> without.addAll(list(Feature::of, "features"));
        case "input" -> input = tokens();
        case "output" -> output = tokens();
        case "image" -> image = OptionalInt.of(tokens());
        case "document" -> document = OptionalInt.of(tokens());
        case "source" -> source = string();
        default ->
            throw unknownKey("kinds, models, without, input, output, image, document or source");
      }
    }
    if (source == null || models.isEmpty()) {
      throw bad("row", "models and a source");
    }
    List<KnownModel> rows = new ArrayList<>();
    for (ModelPattern model : models) {
      rows.add(new KnownModel(kinds, model, input, output, without, image, document));
    }
    return rows;
  }

  private <T> List<T> list(Function<String, Optional<T>> reader, String expected)
      throws IOException {
    List<T> items = new ArrayList<>();
    expect(json.nextToken(), JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken(), JsonToken.VALUE_STRING);
      String text = json.getText();
      items.add(reader.apply(text).orElseThrow(() -> bad(text, expected)));
    }
    return items;
  }

  private void date() throws IOException {
    String text = string();
    try {
      LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          where() + "date: " + text + " (expected: such as 2026-11-25)", e);
    }
  }

  private String string() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_STRING);
    return json.getText();
  }

  private int tokens() throws IOException {
    expect(json.nextToken(), JsonToken.VALUE_NUMBER_INT);
    return json.getIntValue();
  }

  private void expect(@Nullable JsonToken seen, JsonToken expected) {
    if (seen != expected) {
      throw bad(String.valueOf(seen), expected.toString());
    }
  }

  private IllegalArgumentException unknownKey(String expected) throws IOException {
    return bad("key " + json.currentName(), expected);
  }

  private IllegalArgumentException bad(String seen, String expected) {
    return new IllegalArgumentException(where() + seen + " (expected: " + expected + ")");
  }

  private String where() {
    return name + ":" + json.currentLocation().getLineNr() + ": ";
  }
}
