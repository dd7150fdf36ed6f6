package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.prices.BookKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesCommandTest {
  @TempDir private Path folder;

  @Test
  void whatIsImportedIsABookToShowAndToCompare() throws IOException {
    Path map =
        file(
            "map.json",
            "{'m': {'litellm_provider': 'p', 'input_cost_per_token': 1.5e-06,"
                + " 'output_cost_per_token': 2e-06}, 'q': {'litellm_provider': 'p', 'mode': 'rerank'}}");
    Path dearer =
        file(
            "dearer.json",
            "{'m': {'litellm_provider': 'p', 'input_cost_per_token': 3e-06,"
                + " 'output_cost_per_token': 2e-06}}");

    Typed first = take(map, "a.json");
    Typed second = take(dearer, "b.json");
    Typed shown = Typed.asc("prices", "show", "m", "--book", path("a.json"));
    Typed json = Typed.asc("prices", "show", "--json", "--book", path("a.json"));
    Typed diff = Typed.asc("prices", "diff", path("a.json"), path("b.json"));
    Typed diffJson = Typed.asc("prices", "diff", "--json", path("a.json"), path("b.json"));
    Typed same = Typed.asc("prices", "diff", path("a.json"), path("a.json"));

    assertEquals(0, first.exit(), first.err());
    assertEquals(0, second.exit(), second.err());
    assertEquals("left out: q: mode rerank", first.err().strip());
    assertEquals("m\n  input 1.5, output 2", shown.out().strip().replace("\r", ""));
    assertTrue(json.out().contains("{\"model\":\"m\",\"rates\":{\"input\":\"1.5\""), json.out());
    assertTrue(
        diff.out().contains("  - {\"model\":\"m\",\"rates\":{\"input\":\"1.5\""), diff.out());
    assertTrue(diff.out().contains("  + {\"model\":\"m\",\"rates\":{\"input\":\"3\""), diff.out());
    assertTrue(diffJson.out().startsWith("{\"after\":\"{"), diffJson.out());
    assertEquals("", same.out());
  }

  @Test
  void aCostNobodyKnowsFailsTheImportAndWritesNothing() throws IOException {
    Path map = file("map.json", "{'m': {'litellm_provider': 'p', 'new_cost_per_thing': 1}}");

    Typed refused = take(map, "a.json");

    assertEquals(2, refused.exit());
    assertTrue(refused.err().contains("m: new_cost_per_thing (expected: a cost"), refused.err());
    assertTrue(Files.notExists(folder.resolve("a.json")));
  }

  @Test
  void aBookIsSignedByAKeyThatOnlyItsOwnerReads() throws IOException {
    Path book = file("book.json", "{'format': 1, 'version': 'v', 'currency': 'USD', 'rows': []}");

    Typed key = Typed.asc("prices", "key", "example.com/finance", "--out", path("key"));
    Typed again = Typed.asc("prices", "key", "example.com/finance", "--out", path("key"));
    Typed signed = Typed.asc("prices", "sign", book.toString(), "--key", path("key"));

    assertEquals(0, key.exit(), key.err());
    assertEquals(1, again.exit(), again.err());
    assertEquals(0, signed.exit(), signed.err());
    BookKey.parse(key.out().strip())
        .verify(Files.readAllBytes(book), Files.readString(folder.resolve("book.json.sig")));
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(folder.resolve("key")));
    }
  }

  @Test
  void aModelWithoutAPriceIsSaid() {
    Typed answer = Typed.asc("prices", "show", "no-such-model");

    assertEquals(1, answer.exit());
    assertTrue(answer.err().contains("model: no-such-model (expected: one with a price)"));
  }

  private Typed take(Path map, String out) {
    return Typed.asc("prices", "import", map.toString(), "--out", path(out), "--provider", "p");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Path file(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json.replace('\'', '"'));
  }
}
