package io.aiarco.asc.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packages of asc-core in their order: each imports only those before it. */
class PackageOrderTest {
  private static final List<String> ORDER =
      List.of(
          "json",
          "money",
          "call",
          "usage",
          "attempt",
          "error",
          "schema",
          "telemetry",
          "chat",
          "tool",
          "credential",
          "identity",
          "budget",
          "policy",
          "audit",
          "provider",
          "breaker",
          "route",
          "idempotency",
          "cache",
          "egress",
          "alert",
          "snapshot",
          "extension",
          "pipeline");

  @Test
  void everyPackageOfCoreHasItsPlaceInTheOrder() {
    List<String> strangers =
        PublishedClasses.in("asc-core").stream()
            .map(JavaClass::getPackageName)
            .distinct()
            .filter(name -> place(name) < 0)
            .toList();

    assertEquals(List.of(), strangers, "expected: one of " + ORDER);
  }

  @Test
  void eachPackageImportsOnlyThoseBeforeIt() {
    List<String> wrong = new ArrayList<>();
    for (JavaClass from : PublishedClasses.in("asc-core")) {
      from.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(to -> PublishedClasses.module(to).equals("asc-core"))
          .filter(to -> place(to.getPackageName()) > place(from.getPackageName()))
          .distinct()
          .forEach(to -> wrong.add(from.getName() + " -> " + to.getName()));
    }

    assertEquals(List.of(), wrong);
  }

  /** The place of the first word after the root package; children share their parent's place. */
  private static int place(String packageName) {
    String[] words = packageName.split("\\.");
    int root = House.ROOT_PACKAGE.split("\\.").length;
    return words.length > root ? ORDER.indexOf(words[root]) : -1;
  }
}
