package io.aiarco.asc.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCopyTest {
  @TempDir Path folder;

  /** A free port began with 4102 once, and the demo called port 395151. */
  @Test
  void leavesAPortThatBeginsLikeAStandInAlone() throws IOException {
    Path written =
        new ConfigCopy("asc.yaml")
            .with("http://127.0.0.1:4101", "http://127.0.0.1:41025")
            .with("http://127.0.0.1:4102", "http://127.0.0.1:39515")
            .write(folder);

    String yaml = Files.readString(written);
    assertTrue(yaml.contains("http://127.0.0.1:41025/v1"), yaml);
    assertFalse(yaml.contains("395155"), yaml);
  }

  @Test
  void refusesAStandInThatIsNotThere() {
    ConfigCopy copy = new ConfigCopy("asc.yaml").with("nowhere", "x");

    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> copy.write(folder));
    assertEquals("asc.yaml: without nowhere", refused.getMessage());
  }
}
