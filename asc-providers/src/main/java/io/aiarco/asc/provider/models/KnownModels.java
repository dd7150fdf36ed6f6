package io.aiarco.asc.provider.models;

import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.provider.http.ProviderKind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of models, held as rows. Of the rows that mean a model the most particular one
 * counts, alone: an exact name before a beginning, a longer beginning before a shorter one.
 * Immutable.
 */
public final class KnownModels {
  private static final Comparator<KnownModel> MOST_PARTICULAR_FIRST =
      Comparator.comparing((KnownModel row) -> row.model().isPrefix())
          .thenComparing(row -> -row.model().value().length());

  private final String version;
  private final List<KnownModel> rows;

  private KnownModels(String version, List<KnownModel> rows) {
    this.version = version;
    this.rows = rows;
  }

  /**
   * These rows.
   *
   * @param version the publisher's name for them, such as {@code 2026-11}
   */
  public static KnownModels of(String version, Collection<KnownModel> rows) {
    return new KnownModels(version, rows.stream().sorted(MOST_PARTICULAR_FIRST).toList());
  }

  /** The rows that come with the library. */
  public static KnownModels bundled() {
    return Bundled.MODELS;
  }

  /** What is known of {@code model}; {@link KnownModel#UNKNOWN} when it is in no row. */
  public KnownModel of(ProviderKind kind, ModelName model) {
    return rows.stream()
        .filter(row -> row.isOf(kind, model))
        .findFirst()
        .orElse(KnownModel.UNKNOWN);
  }

  /** The publisher's name for them. */
  public String version() {
    return version;
  }

  /** All rows, in the order they are tried. */
  public List<KnownModel> rows() {
    return rows;
  }

  @Override
  public String toString() {
    return "KnownModels[" + version + ", " + rows.size() + " rows]";
  }

  /** Reads the bundled rows once, when they are first asked for. */
  private static final class Bundled {
    static final KnownModels MODELS = read("models-2026-11.json");

    private static KnownModels read(String name) {
      try (InputStream in = KnownModels.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new FileNotFoundException(name + ": not in the library's jar");
        }
        return KnownModelFile.read(in, name);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
