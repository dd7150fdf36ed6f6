package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.budget.prices.BookKey;
import io.aiarco.asc.budget.prices.PriceFile;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code prices}: a book of one's own instead of the bundled one, signed where the file
 * says by whom, and the operator's own rows before it. Single-thread.
 */
final class PriceSection {
  private static final String SECTION =
      PriceRows.PRICES + ", or a mapping of file, signed-by and rows";
  private static final long MOST_BYTES = 16L << 20;
  private static final long MOST_NOTE_BYTES = 64L << 10;
  private static final String VKEY = "a verifier key, as asc prices key prints it";

  private final PriceTable bundled;
  private final PriceRows rows;
  private final Path folder;

  /** {@code folder}: what relative paths start from. */
  PriceSection(PriceTable bundled, PriceRows rows, Path folder) {
    this.bundled = bundled;
    this.rows = rows;
    this.folder = folder;
  }

  PriceTable compile(YamlMap root) {
    YamlValue section = root.get("prices");
    if (section == null) {
      return bundled;
    }
    if (!section.isMap()) {
      return rows.before(bundled, section);
    }
    YamlMap map = section.map(SECTION);
    if (map == null) {
      return bundled;
    }
    YamlValue file = map.get("file");
    YamlValue signedBy = map.get("signed-by");
    YamlValue own = map.get("rows");
    map.done();
    BookKey key = signedBy == null ? null : signedBy.as(BookKey::parse, VKEY);
    if (key != null && signedBy != null && file == null) {
      signedBy.refuse("with a file that is signed");
    }
    boolean unverifiable = signedBy != null && key == null;
    PriceTable book = file == null || unverifiable ? bundled : book(file, key);
    return own == null ? book : rows.before(book, own);
  }

  /**
   * The book in a file; the bundled one, and a problem, when it is none or not signed as it must.
   */
  private PriceTable book(YamlValue file, @Nullable BookKey key) {
    String name = file.text("a price book");
    if (name == null) {
      return bundled;
    }
    try {
      byte[] bytes = bytes(folder.resolve(name), MOST_BYTES);
      if (key != null) {
        byte[] note = bytes(folder.resolve(name + ".sig"), MOST_NOTE_BYTES);
        key.verify(bytes, new String(note, StandardCharsets.UTF_8));
      }
      return PriceFile.read(new ByteArrayInputStream(bytes), name);
    } catch (IllegalArgumentException e) {
      Spelling.refuse(file, e);
    } catch (IOException e) {
      file.refuseUnseen(
          name + ": " + e.getClass().getSimpleName(),
          key == null ? "a price book" : "a price book, and its signature in " + name + ".sig");
    }
    return bundled;
  }

  private static byte[] bytes(Path file, long most) throws IOException {
    if (Files.size(file) > most) {
      throw new IllegalArgumentException(
          file.getFileName() + ": more than " + most + " bytes (expected: fewer)");
    }
    return Files.readAllBytes(file);
  }
}
