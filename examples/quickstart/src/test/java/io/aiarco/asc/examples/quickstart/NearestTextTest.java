package io.aiarco.asc.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestTextTest {
  @Test
  void theSameTextIsNearest(@TempDir Path folder) throws Exception {
    try (Providers providers = Providers.open();
        Stage stage = Stage.simulated(new Workplace(folder, true), providers)) {
      List<String> texts = List.of("Returns take 30 days.", "Where is my parcel?", "We open at 9.");

      assertEquals("Where is my parcel?", NearestText.of(stage.acme(), texts.get(1), texts));
      assertEquals(1, providers.arrivals());
    }
  }
}
