package io.aiarco.asc.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.json.Json;
import io.aiarco.asc.testkit.conformance.ConformanceRow.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The runner: it sees what differs, and says what it did not run. */
class ConformanceSuiteTest {
  private static final String HEAD = "title: t\norigin: o\ndate: 2026-11-25\n";

  @Test
  void caseThatAgreesPassesWithEveryChunking() {
    ConformanceTable table = run(new EchoSubject(), "finish: STOP\ntext: Hi\n");

    assertEquals(
        List.of("whole", "1 byte", "random 7", "random 8", "random 9"),
        table.rows().stream().map(ConformanceRow::chunking).toList());
    assertEquals(5, table.count(Verdict.PASSED));
    assertEquals(1, table.runs());
    assertEquals("5 passed, 0 failed, 0 not run; 1 cases x wires x modes; seed 7", table.totals());
  }

  @Test
  void ofSeveralWiresASubjectIsGivenTheMostParticular() {
    ConformanceSubject dialectal =
        new EchoSubject() {
          @Override
          public List<String> wires() {
            return List.of("echo-of-its-own", "echo");
          }
        };
    String text =
        """
        title: t
        origin: o
        date: 2026-11-25
        === echo stream whole
        Hi‹-›
        === echo-of-its-own stream
        Ho‹-›
        === expect
        finish: STOP
        text: Hi
        === expect echo-of-its-own
        finish: STOP
        text: Ho
        """;

    ConformanceTable table =
        new ConformanceSuite(List.of(ConformanceCase.parse("01-x", text)))
            .run(List.of(dialectal), 7);

    assertEquals(0, table.count(Verdict.FAILED), table::text);
    assertEquals(2, table.runs(), table::text);
  }

  @Test
  void whatDiffersIsSaid() {
    assertEquals("content: [text: Hi] (expected: [text: Ho])", why("finish: STOP\ntext: Ho\n"));
    assertEquals("finish: STOP (expected: LENGTH)", why("finish: LENGTH\ntext: Hi\n"));
    assertEquals("failure: none (expected: SERVER)", why("failure: SERVER\n"));
    assertEquals("raw: none (expected: stop)", why("finish: STOP\nraw: stop\ntext: Hi\n"));
    assertEquals(
        "usage: none (expected: reported input=3)",
        why("finish: STOP\ntext: Hi\nusage: reported input=3\n"));
  }

  @Test
  void anyOtherExceptionIsAFailureOfTheSubject() {
    ConformanceSubject broken =
        new EchoSubject() {
          @Override
          public void read(WireReply reply, Consumer<StreamEvent> out) {
            throw new IllegalStateException("oops");
          }
        };

    ConformanceRow row = run(broken, "finish: STOP\ntext: Hi\n").rows().get(0);

    assertEquals(Verdict.FAILED, row.verdict());
    assertTrue(row.why().contains("oops"), row.why());
  }

  @Test
  void nothingMayFollowTheEndAndAnEndMustCome() {
    ConformanceSubject endless =
        new EchoSubject() {
          @Override
          public void read(WireReply reply, Consumer<StreamEvent> out) throws IOException {
            out.accept(new StreamEvent.TextDelta("Hi"));
          }
        };
    ConformanceSubject talkative =
        new EchoSubject() {
          @Override
          public void read(WireReply reply, Consumer<StreamEvent> out) {
            out.accept(new StreamEvent.Finished(io.aiarco.asc.chat.FinishReason.STOP, null));
            out.accept(new StreamEvent.TextDelta("Hi"));
          }
        };

    assertEquals(5, run(endless, "finish: STOP\ntext: Hi\n").count(Verdict.FAILED));
    assertEquals(5, run(talkative, "finish: STOP\n").count(Verdict.FAILED));
  }

  @Test
  void brokenConnectionCountsAsTruncated() {
    ConformanceCase reset =
        ConformanceCase.parse(
            "01-x", HEAD + "end: reset\n=== echo stream\nHi\n=== expect\nfailure: TRUNCATED\n");

    assertEquals(
        5,
        new ConformanceSuite(List.of(reset))
            .run(List.of(new EchoSubject()), 7)
            .count(Verdict.PASSED));
  }

  @Test
  void whatIsNotRunSaysWhy() {
    ConformanceCase request = ConformanceCase.parse("83-x", HEAD + "not-run: a request\n");
    ConformanceCase tomorrow =
        ConformanceCase.parse(
            "67-x", HEAD + "=== tomorrow stream\nHi\n=== expect\nfinish: STOP\ntext: Hi\n");

    ConformanceTable table =
        new ConformanceSuite(List.of(request, tomorrow)).run(List.of(new EchoSubject()), 7);

    assertEquals(
        List.of(
            new ConformanceRow("83-x", "-", "-", "-", Verdict.NOT_RUN, "a request"),
            new ConformanceRow(
                "67-x", "tomorrow", "stream", "-", Verdict.NOT_RUN, "no such wire yet")),
        table.rows());
    assertEquals(0, table.runs());
  }

  @Test
  void requestIsGivenToAllWhoWriteAWireItIsExpectedOn() {
    ConformanceCase request =
        ConformanceCase.parse(
            "84-x",
            HEAD
                + "=== echo request\n{\"limit\":7}\n=== expect short\nsent: [7]\n"
                + "=== expect small\nsent: [7]\nwarning: limit\n"
                + "=== expect picky\nrefused: limit: 7\n=== expect nobody\nsent: 1\n");
    ConformanceSuite suite = new ConformanceSuite(List.of(request));

    ConformanceTable table =
        suite.run(
            List.of(new EchoSubject()),
            List.of(
                new Writer("short"), new Writer("small"), new Writer("picky"), new Writer("other")),
            7);

    assertEquals(
        List.of(
            new ConformanceRow("84-x", "short", "request", "from echo", Verdict.PASSED, ""),
            new ConformanceRow(
                "84-x",
                "small",
                "request",
                "from echo",
                Verdict.FAILED,
                "content: [] (expected: [warning: limit])"),
            new ConformanceRow("84-x", "picky", "request", "from echo", Verdict.PASSED, "")),
        table.rows());
    assertEquals(
        List.of(ConformanceRow.notRun("84-x", "echo", "request", "no such wire yet")),
        suite.run(List.of(new EchoSubject()), 7).rows());
  }

  /** Writes seven, or refuses to where it is picky. */
  private record Writer(String name) implements RequestSubject {
    @Override
    public List<String> wires() {
      return List.of(name);
    }

    @Override
    public Sent send(String from, byte[] request) {
      if (name.equals("picky")) {
        throw new InvalidRequestException("limit: 7 (expected: less)");
      }
      return new Sent(Json.of("[7]"), List.of());
    }
  }

  @Test
  void summaryHasALineForEachCaseAndSubjectAndNoFailureGetsLost() {
    ConformanceTable table =
        new ConformanceTable(
            7,
            List.of(
                new ConformanceRow("01-x", "a", "stream", "whole", Verdict.PASSED, ""),
                new ConformanceRow("01-x", "a", "stream", "1 byte", Verdict.FAILED, "why"),
                new ConformanceRow("01-x", "a", "stream", "random 7", Verdict.PASSED, ""),
                new ConformanceRow("01-x", "a", "whole", "whole", Verdict.PASSED, ""),
                ConformanceRow.notRun("02-y", "-", "-", "no bytes")));

    assertEquals(
        List.of(
            "01-x a stream failed whole passed",
            "02-y - - not run",
            "3 passed, 1 failed, 1 not run; 2 cases x wires x modes; seed 7"),
        table.summary().lines().map(line -> line.replaceAll(" +", " ")).toList());
  }

  @Test
  void tableIsTextAndJson() {
    ConformanceTable table =
        new ConformanceTable(
            7,
            List.of(
                new ConformanceRow(
                    "01-x", "echo-1", "whole", "1 byte", Verdict.FAILED, "a: \"b\"")));

    assertTrue(
        table.text().startsWith("01-x                               echo-1             whole   "),
        table.text());
    assertEquals(
        "{\"failed\":1,\"not_run\":0,\"passed\":0,\"rows\":[{\"case\":\"01-x\",\"chunking\":\"1"
            + " byte\",\"mode\":\"whole\",\"subject\":\"echo-1\",\"verdict\":\"failed\",\"why\":\"a:"
            + " \\\"b\\\"\"}],\"seed\":7}",
        table.json().text());
  }

  private static String why(String expect) {
    return run(new EchoSubject(), expect).rows().get(0).why();
  }

  private static ConformanceTable run(ConformanceSubject subject, String expect) {
    ConformanceCase one =
        ConformanceCase.parse("01-x", HEAD + "=== echo stream\nHi‹-›\n=== expect\n" + expect);
    return new ConformanceSuite(List.of(one)).run(List.of(subject), 7);
  }
}
