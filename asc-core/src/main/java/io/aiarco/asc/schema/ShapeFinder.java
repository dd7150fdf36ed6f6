package io.aiarco.asc.schema;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the shape of each type a record is made of. Single-thread, for one schema. */
final class ShapeFinder {
  private final Definitions definitions = new Definitions();
  private boolean strict = true;

  Definitions definitions() {
    return definitions;
  }

  /** Whether no map has been met. */
  boolean isStrict() {
    return strict;
  }

  Definitions.Reference root(Class<?> type) {
    return record(type, false, type.getSimpleName());
  }

  private Definitions.Reference record(Class<?> type, boolean tagged, String path) {
    return definitions.refer(
        new Definitions.Key(type, tagged), () -> recordShape(type, tagged, path));
  }

  private RecordShape recordShape(Class<?> type, boolean tagged, String path) {
    if (type.getTypeParameters().length > 0) {
      throw unsupported(path, type.getName() + " with type parameters", "a record without");
    }
    Constructor<?> constructor = constructor(type, path);
    List<RecordShape.Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String at = path + "." + component.getName();
      if (tagged && component.getName().equals(RecordShape.TAG)) {
        throw unsupported(at, "a component", "none of that name in a record of a sealed interface");
      }
      Shape shape = shape(component.getAnnotatedType(), at);
      if (isNullable(component) && !shape.isOptional()) {
        shape = nullable(shape, component.getType(), at);
      }
      fields.add(new RecordShape.Field(component.getName(), shape, description(component)));
    }
    return new RecordShape(
        constructor, tagged ? RecordSchema.wireName(type) : null, description(type), fields);
  }

  private Shape shape(AnnotatedType type, String path) {
    Class<?> raw = raw(type.getType(), path);
    Shape shape;
    if (raw == Optional.class) {
      return new NullableShape(argument(type, 0, path), true);
    } else if (raw == List.class || raw == Set.class) {
      shape = new ListShape(argument(type, 0, path + "[]"), raw == Set.class);
    } else if (raw == Map.class) {
      shape = map(type, path);
    } else {
      shape = plain(raw, path);
    }
    return isNullable(type) ? nullable(shape, raw, path) : shape;
  }

  private Shape plain(Class<?> type, String path) {
    Shape known = TextShape.ALL.get(type);
    known = known == null ? NumberShape.ALL.get(type) : known;
    if (known != null) {
      return known;
    }
    if (type == boolean.class || type == Boolean.class) {
      return new BooleanShape();
    }
    if (type.isEnum()) {
      return EnumShape.of(type);
    }
    if (type.isRecord()) {
      return record(type, false, path);
    }
    if (type.isInterface() && type.isSealed()) {
      return definitions.refer(new Definitions.Key(type, false), () -> union(type, path));
    }
    throw unsupported(
        path,
        type.getName(),
        "a record, enum, boolean, number, String, UUID, URI, LocalDate, OffsetTime,"
            + " OffsetDateTime, Instant, Duration, List, Set, Map, Optional or a sealed interface"
            + " of records");
  }

  private UnionShape union(Class<?> type, String path) {
    Map<String, Shape> records = new LinkedHashMap<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (!permitted.isRecord()) {
        throw unsupported(path, permitted.getName() + " of " + type.getName(), "records only");
      }
      if (records.put(RecordSchema.wireName(permitted), record(permitted, true, path)) != null) {
        throw unsupported(
            path, "two records " + permitted.getSimpleName() + " of " + type.getName(), "one");
      }
    }
    return new UnionShape(records);
  }

  private Shape map(AnnotatedType type, String path) {
    Shape key = argument(type, 0, path + "{key}");
    if (key != TextShape.ALL.get(String.class)) {
      throw unsupported(path, "a Map with other keys", "String keys");
    }
    strict = false;
    return new MapShape(argument(type, 1, path + "{}"));
  }

  private Shape argument(AnnotatedType type, int index, String path) {
    if (!(type instanceof AnnotatedParameterizedType parameterized)) {
      throw unsupported(path, "a raw " + type.getType().getTypeName(), "its type arguments");
    }
    return shape(parameterized.getAnnotatedActualTypeArguments()[index], path);
  }

  private static Class<?> raw(Type type, String path) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    throw unsupported(path, type.getTypeName(), "a type without variables and wildcards");
  }

  private static Shape nullable(Shape shape, Class<?> type, String path) {
    if (type.isPrimitive()) {
      throw unsupported(path, "a " + type + " that may be null", "its class");
    }
    return new NullableShape(shape, false);
  }

  /** By name, so that every library's annotation counts. */
  private static boolean isNullable(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("Nullable")) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String description(AnnotatedElement element) {
    Description description = element.getAnnotation(Description.class);
    return description == null ? null : description.value();
  }

  private static Constructor<?> constructor(Class<?> type, String path) {
    Class<?>[] components =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(components);
      if (!constructor.trySetAccessible()) {
        throw unsupported(
            path,
            type.getName() + " in " + type.getModule() + " which keeps it closed",
            "a public record in an exported package, or in module-info: opens "
                + type.getPackageName()
                + " to io.aiarco.asc.core");
      }
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + ": no canonical constructor (expected: one)", e);
    }
  }

  private static IllegalArgumentException unsupported(String path, String what, String expected) {
    return new IllegalArgumentException(path + ": " + what + " (expected: " + expected + ")");
  }
}
