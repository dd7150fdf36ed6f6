package io.aiarco.asc.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
  /** Codes whose exceptions stand in a module above this one; none yet. */
  private static final Set<ErrorCode> ELSEWHERE = Set.of();

  @Test
  void everyCodeBelongsToExactlyOneExceptionClass() throws Exception {
    Map<ErrorCode, List<String>> classes = new EnumMap<>(ErrorCode.class);

    for (Class<?> type : ascExceptions()) {
      String source = Files.readString(source(type));
      int found = 0;
      for (ErrorCode code : ErrorCode.values()) {
        if (source.contains("ErrorCode." + code.name() + ",")) {
          classes.computeIfAbsent(code, key -> new ArrayList<>()).add(type.getSimpleName());
          found++;
        }
      }
      assertEquals(1, found, () -> type + " must name one code");
    }

    for (ErrorCode code : ErrorCode.values()) {
      int expected = ELSEWHERE.contains(code) ? 0 : 1;
      assertEquals(expected, classes.getOrDefault(code, List.of()).size(), code::name);
    }
  }

  @Test
  void codesAreStableWords() {
    Set<String> words = new HashSet<>();
    for (ErrorCode code : ErrorCode.values()) {
      assertTrue(code.code().matches("asc_[a-z_]+"), code.code());
      assertTrue(words.add(code.code()), code.code());
    }
  }

  @Test
  void aCallIsToldOnce() {
    ClosedException failure = new ClosedException("gateway");
    io.aiarco.asc.call.CallId first = new io.aiarco.asc.call.CallId("0".repeat(26));
    assertTrue(failure.auditId().isEmpty());

    failure.attach(first, List.of());
    failure.attach(new io.aiarco.asc.call.CallId("1".repeat(26)), List.of());

    assertEquals(first, failure.auditId().orElseThrow());
  }

  private static List<Class<?>> ascExceptions() throws IOException, ClassNotFoundException {
    List<Class<?>> found = new ArrayList<>();
    Path classes = Path.of("target/classes");
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(path -> path.toString().endsWith("Exception.class")).toList()) {
        String name = classes.relativize(file).toString().replace(java.io.File.separatorChar, '.');
        Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
        if (AscException.class.isAssignableFrom(type) && type != AscException.class) {
          found.add(type);
        }
      }
    }
    assertTrue(found.size() >= 15, found.size() + " exceptions (expected: all of core's)");
    return found;
  }

  private static Path source(Class<?> type) {
    return Path.of("src/main/java", type.getName().replace('.', '/') + ".java");
  }
}
