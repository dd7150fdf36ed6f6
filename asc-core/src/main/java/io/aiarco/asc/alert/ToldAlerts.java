package io.aiarco.asc.alert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which alerts have been told, so that a restart does not tell them again. The file is replaced as
 * a whole after something was told: a crash between the two tells it twice, never not at all.
 * Single-thread.
 */
public final class ToldAlerts {
  private static final Logger log = LoggerFactory.getLogger(ToldAlerts.class);

  private final Set<String> told = new TreeSet<>();
  private final @Nullable Path file;
  private boolean changed;

  private ToldAlerts(@Nullable Path file, Collection<String> told) {
    this.file = file;
    this.told.addAll(told);
  }

  /** Nothing told yet, and forgotten with the process. */
  public static ToldAlerts inMemory() {
    return new ToldAlerts(null, Set.of());
  }

  /** What {@code file} says was told; a file that cannot be read says nothing. */
  public static ToldAlerts open(Path file) {
    try {
      return new ToldAlerts(
          file, Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : Set.of());
    } catch (IOException e) {
      log.warn("alerts: what was told is not known, so some may be told again", e);
      return new ToldAlerts(file, Set.of());
    }
  }

  /** Whether this is the first time; it is told from now on. */
  boolean isNew(String alert) {
    boolean added = told.add(alert);
    changed |= added;
    return added;
  }

  /** Forgets those that cannot come again, or may. */
  void forget(Predicate<String> which) {
    changed |= told.removeIf(which);
  }

  /** Writes down what changed. */
  void keep() {
    if (file == null || !changed) {
      return;
    }
    try {
      Path whole = file.resolveSibling(file.getFileName() + ".new");
      Files.write(whole, told, StandardCharsets.UTF_8);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      changed = false;
    } catch (IOException e) {
      log.warn("alerts: what was told could not be kept, so a restart may tell it again", e);
    }
  }
}
