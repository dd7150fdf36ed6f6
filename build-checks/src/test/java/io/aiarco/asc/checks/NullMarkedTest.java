package io.aiarco.asc.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Nullness is part of every signature. */
class NullMarkedTest {
  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        House.publishedModules().stream()
            .flatMap(module -> House.classNames(module).stream())
            .map(House::packageOf)
            .distinct()
            .filter(name -> !marked(name))
            .toList();

    assertEquals(List.of(), unmarked, "packages without @NullMarked in package-info.java");
  }

  private static boolean marked(String packageName) {
    try {
      return Class.forName(packageName + ".package-info").isAnnotationPresent(NullMarked.class);
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
