package io.aiarco.asc.checks;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public API of one module as text: every public or protected type of its exported packages and
 * every public or protected member of those, in alphabetical order.
 *
 * <p>Read by reflection instead of {@code javap}, whose output differs between JDKs.
 */
final class ApiSurface {
  private ApiSurface() {}

  static String of(String module) {
    ModuleDescriptor descriptor =
        ModuleFinder.of(House.jar(module)).findAll().iterator().next().descriptor();
    Set<String> exported =
        descriptor.exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    return House.classNames(module).stream()
        .filter(name -> exported.contains(House.packageOf(name)))
        .filter(name -> !name.endsWith(".package-info"))
        .map(ApiSurface::load)
        .filter(ApiSurface::visible)
        .map(ApiSurface::describe)
        .collect(Collectors.joining("\n"));
  }

  /** {@code api} as people read it: our own root package and {@code java.lang} left out. */
  static String abbreviated(String api) {
    return api.replace(House.ROOT_PACKAGE + ".", "").replaceAll("java\\.lang\\.(?=[A-Z])", "");
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiSurface.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("class: " + name + " (expected: on the class path)", e);
    }
  }

  private static boolean visible(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
      if (!visible(c.getModifiers()) || c.isAnonymousClass() || c.isLocalClass()) {
        return false;
      }
    }
    return true;
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String describe(Class<?> type) {
    StringBuilder text = new StringBuilder(deprecation(type)).append(header(type));
    appendTypes(text, " extends ", superclass(type));
    appendTypes(
        text, type.isInterface() ? " extends " : " implements ", type.getGenericInterfaces());
    if (type.isSealed()) {
      appendTypes(text, " permits ", type.getPermittedSubclasses());
    }
    text.append('\n');
    // The declaring type stands above; repeating it in every member only hides the difference.
    String owner = type.getTypeName() + ".";
    Set<String> members = new TreeSet<>();
    visibleMembers(type.getDeclaredFields())
        .forEach(f -> members.add(deprecation(f) + f.toGenericString().replace(" " + owner, " ")));
    visibleMembers(type.getDeclaredConstructors())
        .forEach(c -> members.add(deprecation(c) + c.toGenericString()));
    visibleMembers(type.getDeclaredMethods())
        .forEach(m -> members.add(deprecation(m) + m.toGenericString().replace(" " + owner, " ")));
    members.forEach(member -> text.append("  ").append(member).append('\n'));
    return text.toString();
  }

  /**
   * Written by hand: JDK 17 and 25 disagree on what {@code toGenericString} says of sealed types.
   */
  private static String header(Class<?> type) {
    StringBuilder text = new StringBuilder();
    int modifiers = type.getModifiers();
    text.append(Modifier.isPublic(modifiers) ? "public " : "protected ");
    if (type.isSealed()) {
      text.append("sealed ");
    }
    if (Modifier.isAbstract(modifiers) && !type.isInterface()) {
      text.append("abstract ");
    }
    if (Modifier.isFinal(modifiers) && !type.isRecord() && !type.isEnum()) {
      text.append("final ");
    }
    text.append(kind(type)).append(' ').append(type.getName());
    if (type.getTypeParameters().length > 0) {
      text.append(
          Arrays.stream(type.getTypeParameters())
              .map(ApiSurface::parameter)
              .collect(Collectors.joining(", ", "<", ">")));
    }
    return text.toString();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private static String parameter(TypeVariable<?> variable) {
    String bounds =
        Arrays.stream(variable.getBounds())
            .filter(bound -> bound != Object.class)
            .map(Type::getTypeName)
            .collect(Collectors.joining(" & "));
    return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
  }

  private static Type[] superclass(Class<?> type) {
    Type parent = type.getGenericSuperclass();
    boolean implied = parent == null || parent == Object.class || type.isEnum() || type.isRecord();
    return implied ? new Type[0] : new Type[] {parent};
  }

  private static void appendTypes(StringBuilder text, String keyword, Type[] types) {
    if (types.length > 0) {
      text.append(keyword)
          .append(
              Arrays.stream(types)
                  .map(Type::getTypeName)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String deprecation(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
  }

  private static <M extends Member> List<M> visibleMembers(M[] members) {
    return Stream.of(members).filter(m -> visible(m.getModifiers()) && !m.isSynthetic()).toList();
  }
}
