package io.aiarco.asc.gateway.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aiarco.asc.gateway.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = folder.resolve("asc.yaml");
  }

  @Test
  void aMissingFileIsNamedWithItsFolder() {
    assertEquals("asc.yaml no such file in " + folder + " (expected: a file)", problem());
  }

  @Test
  void anEmptyFileIsNoConfiguration() throws IOException {
    Files.writeString(file, "# nothing yet\n");

    assertEquals("asc.yaml nothing (expected: a mapping of sections)", problem());
  }

  @Test
  void aListIsNoConfiguration() throws IOException {
    Files.writeString(file, "- a\n- b\n");

    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> YamlFile.read(file).root());

    assertEquals(
        "asc.yaml:1:1 a list (expected: a mapping of sections)",
        refused.problems().get(0).toString());
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() throws IOException {
    Files.write(file, "instance: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertEquals("asc.yaml bytes that are no UTF-8 (expected: UTF-8)", problem());
  }

  @Test
  void aHugeFileIsRefused() throws IOException {
    Files.writeString(file, "a: " + "x".repeat(YamlFile.MAX_BYTES));

    assertEquals("asc.yaml more than 1048576 bytes (expected: a smaller file)", problem());
  }

  @Test
  void deepNestingIsRefusedBeforeItIsComposed() throws IOException {
    Files.writeString(file, "a: " + "[".repeat(200_000));

    assertEquals("asc.yaml:1:35 nested 33 deep (expected: at most 32)", problem());
  }

  @Test
  void anAliasBombIsRefused() throws IOException {
    Files.writeString(file, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n");

    assertEquals("asc.yaml:1:4 an anchor or alias (expected: the value written out)", problem());
  }

  private String problem() {
    return assertThrows(ConfigurationException.class, () -> YamlFile.read(file))
        .problems()
        .get(0)
        .toString();
  }
}
