package io.aiarco.asc.audit.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever hands over the logs of a root and leaves out one, or an end of one, or the registry that
 * would tell, is found out by one checkpoint of the registry that somebody kept elsewhere.
 */
class WithheldWriterTest {
  private static final List<String> WRITERS = List.of("gw-1", "gw-2", "gw-3", "gw-4", "gw-5");
  private static final int RUNS = 3;
  private static final String FIRST = "seg-00000000000000000000.log";

  @TempDir Path data;
  @TempDir Path work;
  private Path kept = Path.of("");
  private final Map<String, Integer> tried = new LinkedHashMap<>();
  private final List<String> undetected = new ArrayList<>();

  /** Five writers, each opened and closed three times in turns; the root after each turn. */
  @BeforeEach
  void write() throws IOException {
    for (int run = 1; run <= RUNS; run++) {
      for (String writer : WRITERS) {
        JournalConfig config = Logs.config(data, writer).registered(true).build();
        try (Journal journal = Journal.open(config)) {
          for (int i = 0; i < 2; i++) {
            journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
          }
        }
      }
      Logs.copy(root(), turn(run));
    }
    kept = Files.copy(root().resolve("registry/1/checkpoint"), work.resolve("kept"));
    assertEquals(0, verify(root()).exitCode(), () -> verify(root()).lines().toString());
  }

  private Path root() {
    return data.resolve("audit");
  }

  private Path turn(int run) {
    return work.resolve("turn-" + run);
  }

  @Test
  void aWriterThatIsWithheldIsFound() throws IOException {
    for (String writer : WRITERS) {
      attempt("writers removed", writer, here -> Logs.delete(here.resolve(writer)));
      attempt(
          "writers removed, and what the registry says of them",
          writer,
          here -> {
            Logs.delete(here.resolve(writer));
            cut(here.resolve("registry/1"), line -> !line.contains("/" + writer + "/1\""));
          });
      attempt(
          "writers removed with the registry",
          writer,
          here -> {
            Logs.delete(here.resolve(writer));
            Logs.delete(here.resolve("registry"));
          });
      int records = lines(root().resolve(writer).resolve("1")).size();
      for (int length = 1; length < records; length++) {
        int keep = length;
        attempt(
            "writers shortened",
            writer + " to " + length,
            here -> shorten(here.resolve(writer).resolve("1"), keep));
      }
      for (int run = 1; run < RUNS; run++) {
        Path older = turn(run);
        attempt(
            "writers as they were before",
            writer + " after turn " + run,
            here -> replace(here, older, writer));
        attempt(
            "writers as they were before, with the registry of then",
            writer + " after turn " + run,
            here -> {
              replace(here, older, writer);
              replace(here, older, "registry");
            });
      }
      attempt("writers begun anew", writer, here -> beginAnew(here, writer));
    }
    for (int run = 1; run < RUNS; run++) {
      Path older = turn(run);
      attempt(
          "the whole root as it was before",
          "turn " + run,
          here -> {
            Logs.delete(here);
            Logs.copy(older, here);
          });
    }
    tried.forEach((what, times) -> System.out.println("withheld: " + times + " " + what));
    assertEquals(List.of(), undetected);
  }

  /** The registry from somewhere else tells it too, where the root has none. */
  @Test
  void aRegistryThatWasKeptElsewhereTellsIt() throws IOException {
    Path registry = work.resolve("elsewhere");
    Logs.copy(root().resolve("registry"), registry);
    Logs.delete(root().resolve("registry"));
    assertEquals(0, verify(root(), registry).exitCode());

    Logs.delete(root().resolve("gw-3"));

    assertEquals(0, Verifier.verify(root(), List.of(), List.of()).exitCode());
    VerifyReport report = verify(root(), registry);
    assertEquals(1, report.exitCode(), () -> report.lines().toString());
    assertEquals(2, verify(root().resolve("gw-1"), registry).exitCode(), "of one writer alone");
    assertEquals(2, verify(root(), work.resolve("nowhere")).exitCode());
  }

  private static VerifyReport verify(Path root, Path registry) {
    Outside outside = new Outside(List.of(), List.of(), List.of(), List.of(), List.of(registry));
    return Verifier.verify(root, outside, Pace.ofMachine());
  }

  private VerifyReport verify(Path here) {
    return Verifier.verify(here, List.of(), List.of(kept));
  }

  private interface Tampering {
    void with(Path root) throws IOException;
  }

  private void attempt(String what, String which, Tampering tampering) throws IOException {
    Path here = work.resolve("here");
    Logs.copy(root(), here);
    tampering.with(here);
    tried.merge(what, 1, Integer::sum);
    if (verify(here).exitCode() != 1) {
      undetected.add(what + ": " + which);
    }
    Logs.delete(here);
  }

  private static void replace(Path here, Path older, String writer) {
    Logs.delete(here.resolve(writer));
    Logs.copy(older.resolve(writer), here.resolve(writer));
  }

  private void beginAnew(Path here, String writer) {
    Path fresh = work.resolve("fresh");
    try (Journal journal = Journal.open(Logs.config(fresh, writer).build())) {
      for (int i = 0; i < 40; i++) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
    }
    Logs.delete(here.resolve(writer));
    Logs.copy(fresh.resolve("audit").resolve(writer), here.resolve(writer));
    Logs.delete(fresh);
  }

  /** The log up to a record, with the checkpoints it had by then. */
  private static void shorten(Path log, int length) {
    try {
      List<String> notes =
          List.of(Files.readString(log.resolve("checkpoints")).split("(?<=\n)\n(?=aiarco)"));
      List<String> kept =
          notes.stream().filter(note -> Integer.parseInt(note.split("\n")[1]) <= length).toList();
      Files.delete(log.resolve("checkpoint"));
      Files.delete(log.resolve("checkpoints"));
      if (!kept.isEmpty()) {
        String newest = kept.get(kept.size() - 1).stripTrailing() + "\n";
        Files.writeString(log.resolve("checkpoint"), newest);
        Files.writeString(
            log.resolve("checkpoints"), String.join("\n", kept).stripTrailing() + "\n\n");
      }
      Files.write(log.resolve(FIRST), lines(log).subList(0, length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The log without the records that are not wanted, and without the checkpoints that tell. */
  private static void cut(Path log, java.util.function.Predicate<String> wanted)
      throws IOException {
    Files.write(log.resolve(FIRST), lines(log).stream().filter(wanted).toList());
    Files.delete(log.resolve("checkpoint"));
    Files.delete(log.resolve("checkpoints"));
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log.resolve(FIRST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
