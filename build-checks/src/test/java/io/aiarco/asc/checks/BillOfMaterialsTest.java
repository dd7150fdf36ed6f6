package io.aiarco.asc.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** asc-bom has no parent to inherit from, so its list and its version are compared instead. */
class BillOfMaterialsTest {
  private final Document bom = House.pom("asc-bom/pom.xml");

  @Test
  void bomListsExactlyThePublishedModules() {
    List<String> listed = House.texts(bom, "dependency", "artifactId");

    assertEquals(new TreeSet<>(House.publishedModules()), new TreeSet<>(listed));
    assertEquals(House.publishedModules().size(), listed.size(), "an artifact is listed twice");
  }

  @Test
  void bomNamesOnlyOurGroupAndOurVersion() {
    String version = House.version();

    assertEquals(List.of("io.aiarco"), distinct(House.texts(bom, "dependency", "groupId")));
    assertEquals(List.of(version), distinct(House.texts(bom, "dependency", "version")));
    assertEquals(List.of(version), House.texts(bom, "project", "version"));
    assertEquals(0, bom.getElementsByTagName("parent").getLength());
  }

  private static List<String> distinct(List<String> texts) {
    return texts.stream().distinct().toList();
  }
}
