package io.aiarco.asc.checks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may see whom: between our modules, and from our modules to third parties. */
class ArrowsTest {
  /** The checks saw the house, not an empty folder. Raise it as the house fills. */
  private static final int CLASSES_AT_LEAST = 550;

  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "asc-core", Set.of(),
          "asc-wire", Set.of("asc-core"),
          "asc-providers", Set.of("asc-core", "asc-wire"),
          "asc-policy", Set.of("asc-core"),
          "asc-audit", Set.of("asc-core"),
          "asc-simulator", Set.of("asc-core"),
          "asc-testkit", Set.of("asc-core", "asc-simulator"),
          "asc-gateway", Set.of("asc-core", "asc-wire", "asc-providers", "asc-policy", "asc-audit"),
          "asc-sidecar",
              Set.of(
                  "asc-core",
                  "asc-gateway",
                  "asc-wire",
                  "asc-audit",
                  "asc-policy",
                  "asc-simulator",
                  "asc-testkit"));

  /** Third parties that only some modules may touch, so that exchanging one stays local. */
  private static final Map<String, Set<String>> THIRD_PARTIES =
      Map.of(
          "com.fasterxml.jackson.databind", Set.of("asc-wire"),
          "okhttp3", Set.of("asc-providers"),
          "okio", Set.of("asc-providers"),
          "kotlin", Set.of("asc-providers"),
          "org.bouncycastle", Set.of("asc-audit"),
          "org.snakeyaml", Set.of("asc-gateway"),
          "io.github.resilience4j", Set.of("asc-core"),
          "io.opentelemetry", Set.of("asc-core", "asc-gateway", "asc-sidecar"),
          "picocli", Set.of("asc-sidecar"),
          "java.util.logging", Set.of("asc-sidecar"));

  private static final Set<String> EMPTY_WORDS =
      Set.of("util", "common", "impl", "internal", "spi");

  @Test
  void checksSeeTheWholeHouse() {
    int seen = PublishedClasses.ALL.size();
    System.out.println("build-checks: " + seen + " published classes");

    assertTrue(
        seen >= CLASSES_AT_LEAST, "classes: " + seen + " (expected: >= " + CLASSES_AT_LEAST + ")");
    assertEquals(new TreeSet<>(MAY_USE.keySet()), new TreeSet<>(House.publishedModules()));
  }

  @Test
  void modulesUseOnlyWhatTheirArrowAllows() {
    List<String> wrong = new ArrayList<>();
    PublishedClasses.ALL.forEach(
        from ->
            targets(from)
                .forEach(
                    to -> {
                      String user = PublishedClasses.module(from);
                      String used = PublishedClasses.module(to);
                      if (!used.isEmpty()
                          && !used.equals(user)
                          && !MAY_USE.get(user).contains(used)) {
                        wrong.add(from.getName() + " -> " + to.getName() + " (" + used + ")");
                      }
                    }));

    assertEquals(List.of(), wrong);
  }

  @Test
  void thirdPartiesStayInTheirModules() {
    List<String> wrong = new ArrayList<>();
    PublishedClasses.ALL.forEach(
        from ->
            targets(from)
                .forEach(
                    to ->
                        THIRD_PARTIES.forEach(
                            (library, modules) -> {
                              if (to.getName().startsWith(library + ".")
                                  && !modules.contains(PublishedClasses.module(from))) {
                                wrong.add(from.getName() + " -> " + to.getName());
                              }
                            })));

    assertEquals(List.of(), wrong);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching(House.ROOT_PACKAGE + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(PublishedClasses.ALL);
  }

  @Test
  void packagesBearTheNameOfAnIdea() {
    List<String> wrong =
        PublishedClasses.ALL.stream()
            .map(JavaClass::getPackageName)
            .distinct()
            .filter(name -> List.of(name.split("\\.")).stream().anyMatch(EMPTY_WORDS::contains))
            .toList();

    assertEquals(List.of(), wrong);
  }

  @Test
  void noPackageStandsInTwoModules() {
    Map<String, String> owner = new HashMap<>();
    List<String> split = new ArrayList<>();
    for (String module : House.publishedModules()) {
      House.classNames(module).stream()
          .map(House::packageOf)
          .distinct()
          .forEach(
              name -> {
                String other = owner.putIfAbsent(name, module);
                if (other != null) {
                  split.add(name + " in " + other + " and " + module);
                }
              });
    }

    assertEquals(List.of(), split);
  }

  @Test
  void librariesDoNotPrint() {
    List<String> wrong =
        PublishedClasses.ALL.stream()
            // Programs print: that is their work.
            .filter(from -> !PublishedClasses.module(from).equals("asc-sidecar"))
            .filter(from -> from.tryGetMethod("main", String[].class).isEmpty())
            .flatMap(from -> from.getFieldAccessesFromSelf().stream())
            .filter(access -> access.getTargetOwner().getName().equals("java.lang.System"))
            .map(access -> access.getDescription())
            .toList();

    assertEquals(List.of(), wrong);
  }

  private static List<JavaClass> targets(JavaClass from) {
    return from.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .distinct()
        .toList();
  }
}
