package io.aiarco.asc.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.util.List;
import java.util.Objects;

/**
 * Runs in a JVM of its own with our jars on the module path: loads every class of every module of
 * ours through its module, and resolves the types its methods name, so that a missing {@code
 * requires} or an unreadable package fails here and not at a user's.
 */
public final class ModulePathProbe {
  private ModulePathProbe() {}

  /** Prints one line per module of ours; any failure ends the JVM with a stack trace. */
  public static void main(String[] args) {
    ModuleLayer.boot().configuration().modules().stream()
        .filter(module -> module.name().startsWith("io.aiarco.asc."))
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(ModulePathProbe::load);
  }

  private static void load(ResolvedModule resolved) {
    Module module = ModuleLayer.boot().findModule(resolved.name()).orElseThrow();
    List<String> names = classNames(resolved);
    for (String name : names) {
      // Null when the class is not in the module: it would have been found on the class path.
      Class<?> found = Objects.requireNonNull(Class.forName(module, name), name);
      found.getDeclaredMethods();
      found.getDeclaredFields();
    }
    System.out.println(resolved.name() + ": " + names.size() + " classes");
  }

  private static List<String> classNames(ResolvedModule resolved) {
    try (ModuleReader reader = resolved.reference().open()) {
      return reader
          .list()
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
