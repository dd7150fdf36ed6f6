package io.aiarco.asc.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a user who depends on asc-gateway takes on: jars and megabytes. */
class ClosureSizeTest {
  private static final int JARS_AT_MOST = 25;
  private static final long BYTES_AT_MOST = 18_000_000;
  private static final Set<String> OURS =
      Set.of("asc-core", "asc-wire", "asc-providers", "asc-policy", "asc-audit", "asc-gateway");

  @Test
  void gatewayWithAllItNeedsStaysSmall() throws IOException {
    List<Path> jars = new ArrayList<>(House.libraries("asc-gateway"));
    jars.add(House.jar("asc-gateway"));

    long bytes = 0;
    for (Path jar : jars) {
      bytes += Files.size(jar);
      System.out.printf(Locale.ROOT, "  %,10d  %s%n", Files.size(jar), jar.getFileName());
    }
    System.out.printf(
        Locale.ROOT,
        "closure of asc-gateway: %d jars (limit %d), %.2f MB (limit %.0f MB)%n",
        jars.size(),
        JARS_AT_MOST,
        bytes / 1e6,
        BYTES_AT_MOST / 1e6);

    assertEquals(new TreeSet<>(OURS), ours(jars));
    assertTrue(jars.size() <= JARS_AT_MOST, "jars: " + jars.size());
    assertTrue(bytes <= BYTES_AT_MOST, "bytes: " + bytes);
  }

  private static Set<String> ours(List<Path> jars) {
    Set<String> ours = new TreeSet<>();
    for (Path jar : jars) {
      House.publishedModules().stream()
          .filter(module -> jar.getFileName().equals(House.jar(module).getFileName()))
          .forEach(ours::add);
    }
    return ours;
  }
}
