package io.aiarco.asc.audit.custody;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.carry.Carrier;
import io.aiarco.asc.audit.format.ForcedFile;
import io.aiarco.asc.audit.journal.Ground;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a gateway that runs is asked for an act of {@link Custody}: a folder only its own user can
 * enter, which it looks into once a second. {@code <id>.request} is what is asked; renamed to
 * {@code .taken} it is being done; {@code <id>.result} is the answer. All are text of {@link
 * Properties} and appear whole. One act is done after the other, on a thread of its own.
 * Thread-safe.
 */
public final class CustodyDesk implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CustodyDesk.class);
  private static final String FOLDER = "requests";
  private static final String REQUEST = ".request";
  private static final String TAKEN = ".taken";
  private static final String RESULT = ".result";
  private static final String REFUSED = "refused";
  private static final String INVALID = "invalid";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration TAKING_WAIT = Duration.ofSeconds(5);
  private static final long ANSWER_LOOK_NANOS = Duration.ofMillis(50).toNanos();
  private static final int LONGEST = 64 * 1024;

  private final Path folder;
  private final Custody custody;
  private final Carrier carrier;

  private CustodyDesk(Path folder, Custody custody) {
    this.folder = folder;
    this.custody = custody;
    this.carrier =
        new Carrier(
            "asc-custody",
            last -> {
              if (!last) {
                answerAll();
              }
              return LOOK;
            });
  }

  /**
   * Opens the desk of a gateway, whose journal must outlive it. What an earlier process left there
   * is thrown away: who asked it has long been told that there is no answer.
   *
   * @param data the folder {@code data} of {@code asc.yaml}
   * @throws AuditUnavailableException when the folder cannot be made its user's own
   */
  public static CustodyDesk open(Path data, Custody custody) {
    Path folder = data.resolve(FOLDER);
    try {
      Files.createDirectories(folder);
      PosixFileAttributeView view =
          Files.getFileAttributeView(folder, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(PosixFilePermissions.fromString("rwx------"));
      }
      for (Path file : files(folder, "")) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new AuditUnavailableException(
          "folder " + folder + ": cannot be made or emptied (expected: one of this user's own)", e);
    }
    CustodyDesk desk = new CustodyDesk(folder, custody);
    desk.carrier.start();
    return desk;
  }

  /**
   * Asks the gateway that runs on {@code data}.
   *
   * @return what {@link CustodyRequest#perform} returned there; empty when none took the request
   *     within five seconds, and none will
   * @throws IllegalArgumentException when that threw one
   * @throws IOException when it was refused or failed there, or has not ended within {@code wait};
   *     then the log tells when it has
   */
  public static Optional<Map<String, String>> ask(Path data, CustodyRequest request, Duration wait)
      throws IOException {
    Path folder = data.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    String id = UUID.randomUUID().toString();
    Properties asked = new Properties();
    request.about().forEach((name, value) -> asked.setProperty("about." + name, value));
    asked.setProperty("act", request.act().name());
    asked.setProperty("by", request.ground().by());
    asked.setProperty("why", request.ground().why());
    Path file = folder.resolve(id + REQUEST);
    ForcedFile.replace(file, bytes(asked));
    Path result = folder.resolve(id + RESULT);
    long begun = System.nanoTime();
    while (Files.notExists(result)) {
      long waited = System.nanoTime() - begun;
      if (waited > TAKING_WAIT.toNanos() && Files.deleteIfExists(file)) {
        return Optional.empty();
      }
      if (waited > wait.toNanos()) {
        throw new IOException(
            "gateway: no answer within " + wait.toSeconds() + " s (expected: one, see the log)");
      }
      LockSupport.parkNanos(ANSWER_LOOK_NANOS);
    }
    Properties answer = read(result);
    Files.delete(result);
    String refused = answer.getProperty(REFUSED);
    if (refused == null) {
      return Optional.of(words(answer, ""));
    }
    String message = answer.getProperty("message", refused);
    if (refused.equals(INVALID)) {
      throw new IllegalArgumentException(message);
    }
    throw new IOException(message);
  }

  private void answerAll() {
    try {
      for (Path file : files(folder, REQUEST)) {
        answer(file);
      }
    } catch (IOException e) {
      log.warn("custody: requests cannot be read or answered", e);
    }
  }

  private void answer(Path file) throws IOException {
    String id = String.valueOf(file.getFileName()).replace(REQUEST, "");
    Path taken = folder.resolve(id + TAKEN);
    try {
      Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // withdrawn, or taken by another process of the installation
    }
    Properties result = new Properties();
    try {
      request(read(taken)).perform(custody).forEach(result::setProperty);
    } catch (LegalHoldException e) {
      refuse(result, "legal_hold", e);
    } catch (AuditUnavailableException e) {
      refuse(result, e.code().code(), e);
    } catch (IllegalArgumentException e) {
      refuse(result, INVALID, e);
    } catch (IOException | RuntimeException e) {
      refuse(result, "failed", e);
      log.warn("custody: a request failed", e);
    }
    ForcedFile.replace(folder.resolve(id + RESULT), bytes(result));
    Files.deleteIfExists(taken);
  }

  private static void refuse(Properties result, String why, Exception e) {
    result.clear();
    result.setProperty(REFUSED, why);
    result.setProperty("message", String.valueOf(e.getMessage()));
  }

  private static CustodyRequest request(Properties asked) {
    return new CustodyRequest(
        CustodyRequest.Act.valueOf(asked.getProperty("act", "")),
        words(asked, "about."),
        new Ground(asked.getProperty("by", ""), asked.getProperty("why", "")));
  }

  private static Map<String, String> words(Properties all, String prefix) {
    Map<String, String> words = new TreeMap<>();
    for (String name : all.stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        words.put(name.substring(prefix.length()), all.getProperty(name));
      }
    }
    return words;
  }

  private static Properties read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
      throw new IOException(file.getFileName() + " (expected: a file of at most " + LONGEST + ")");
    }
    Properties read = new Properties();
    read.load(new StringReader(Files.readString(file)));
    return read;
  }

  private static byte[] bytes(Properties properties) throws IOException {
    StringWriter text = new StringWriter();
    properties.store(text, null);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  /** Ends the act under way; what was not begun is not done. */
  @Override
  public void close() {
    Carrier.closeAll(List.of(carrier));
  }
}
