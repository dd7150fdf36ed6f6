package io.aiarco.asc.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All classes of the published jars, and which module each stands in. Immutable; read once. */
final class PublishedClasses {
  static final JavaClasses ALL =
      new ClassFileImporter()
          .importLocations(
              House.publishedModules().stream()
                  .map(module -> Location.of(URI.create("jar:" + House.jar(module).toUri() + "!/")))
                  .toList());

  private static final Map<String, String> MODULE_OF = moduleOf();

  private PublishedClasses() {}

  /** The module of {@code javaClass}, or an empty text for a class that is not ours. */
  static String module(JavaClass javaClass) {
    return MODULE_OF.getOrDefault(javaClass.getBaseComponentType().getName(), "");
  }

  static List<JavaClass> in(String module) {
    return ALL.stream().filter(javaClass -> module(javaClass).equals(module)).toList();
  }

  private static Map<String, String> moduleOf() {
    Map<String, String> modules = new TreeMap<>();
    for (String module : House.publishedModules()) {
      House.classNames(module).forEach(name -> modules.put(name, module));
    }
    return modules;
  }
}
