package io.aiarco.asc.wire.schema;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import javax.tools.ToolProvider;

/** Records nobody thought of: their source is drawn, compiled and loaded. */
final class InventedRecords {
  private static final List<String> LEAVES =
      List.of("boolean", "int", "Long", "double", "BigDecimal", "BigInteger", "String", "Word");

  private static final List<String> BOXED =
      List.of("Boolean", "Integer", "Long", "Double", "BigDecimal", "String", "Word", "LocalDate");

  private final Random random;

  InventedRecords(Random random) {
    this.random = random;
  }

  /** As many records, each of leaves, lists, sets, maps, optionals and those before it. */
  List<Class<? extends Record>> invent(int count, Path folder) throws Exception {
    StringBuilder source =
        new StringBuilder(
            "import java.math.*; import java.time.*; import java.util.*;\n"
                + "public interface Invented {\n  enum Word { ONE, TWO, THREE }\n");
    for (int i = 0; i < count; i++) {
      StringJoiner components = new StringJoiner(", ");
      for (int j = random.nextInt(5); j >= 0; j--) {
        components.add(type(i) + " c" + j);
      }
      source.append("  record R").append(i).append('(').append(components).append(") {}\n");
    }
    Path file = Files.writeString(folder.resolve("Invented.java"), source.append("}\n"));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), file.toString());
    if (compiled != 0) {
      throw new AssertionError(source.toString());
    }
    List<Class<? extends Record>> records = new ArrayList<>();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class.forName("Invented", true, loader); // which the records name as theirs
      Class.forName("Invented$Word", true, loader);
      for (int i = 0; i < count; i++) {
        records.add(loader.loadClass("Invented$R" + i).asSubclass(Record.class));
      }
    }
    return records;
  }

  private String type(int before) {
    return switch (random.nextInt(8)) {
      case 0 -> "List<" + boxed(before) + ">";
      case 1 -> "Set<" + boxed(before) + ">";
      case 2 -> "Map<String, " + boxed(before) + ">";
      case 3 -> "Optional<" + boxed(before) + ">";
      case 4 -> "List<Optional<List<" + boxed(before) + ">>>";
      case 5 -> before > 0 ? "R" + random.nextInt(before) : "int";
      default -> LEAVES.get(random.nextInt(LEAVES.size()));
    };
  }

  private String boxed(int before) {
    return before > 0 && random.nextBoolean()
        ? "R" + random.nextInt(before)
        : BOXED.get(random.nextInt(BOXED.size()));
  }

  /** Some value of {@code type}. */
  Object value(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType parameterized) {
      return container(parameterized);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return record(plain);
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[random.nextInt(3)];
    }
    return switch (plain.getSimpleName()) {
      case "boolean", "Boolean" -> random.nextBoolean();
      case "int", "Integer" -> random.nextInt();
      case "Long" -> random.nextLong();
      case "double", "Double" -> random.nextGaussian();
      case "BigDecimal" -> new BigDecimal(new BigInteger(80, random), random.nextInt(30));
      case "BigInteger" -> new BigInteger(80, random);
      case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt(50_000));
      default -> "text " + random.nextInt();
    };
  }

  Record record(Class<?> type) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType());
    }
    return (Record) type.getDeclaredConstructor(types).newInstance(values);
  }

  private Object container(ParameterizedType type) throws ReflectiveOperationException {
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(value(of[0]));
    }
    if (type.getRawType() == Map.class) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        map.put("key " + i, value(of[1]));
      }
      return map;
    }
    List<Object> items = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      items.add(value(of[0]));
    }
    return type.getRawType() == Set.class ? new LinkedHashSet<>(items) : items;
  }
}
