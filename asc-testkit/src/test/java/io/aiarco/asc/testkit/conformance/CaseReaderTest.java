package io.aiarco.asc.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseReaderTest {
  private static final String HEAD = "title: t\norigin: o\ndate: 2026-11-25\n";
  private static final String BODY = "=== echo stream\nHi‹-›\n";
  private static final String EXPECT = "=== expect\nfinish: STOP\ntext: Hi\n";

  @Test
  void headSectionsAndExpectationAreRead() {
    ConformanceCase one =
        ConformanceCase.parse(
            "07-comments",
            "# a remark\n"
                + HEAD
                + "status: 429\nheader: Retry-After: 3\n\n"
                + BODY
                + "=== echo whole\n‹EF BB BF›a\nb\n"
                + EXPECT
                + "=== expect whole\nfailure: MALFORMED\n");

    assertEquals(7, one.number());
    assertEquals("t", one.title());
    assertEquals("o", one.origin());
    assertEquals(LocalDate.of(2026, 11, 25), one.date());
    assertEquals(Optional.empty(), one.notRun());
    assertEquals(List.of("echo"), List.copyOf(one.wires()));
    assertEquals(List.of("stream", "whole"), List.copyOf(one.modes("echo")));
    assertArrayEquals(bytes("Hi"), one.bodies().get(0).bytes());
    assertArrayEquals(bytes("\uFEFFa\nb\n"), one.bodies().get(1).bytes());
    assertEquals("STOP", one.expected(one.bodies().get(0)).words().get("finish"));
    assertEquals("MALFORMED", one.expected(one.bodies().get(1)).words().get("failure"));
  }

  @Test
  void replyHasTheHeadersOfTheCaseAndAContentType() {
    ConformanceCase one =
        ConformanceCase.parse("07-x", HEAD + "header: Retry-After: 3\n" + BODY + EXPECT);

    WireReply reply = one.reply(one.bodies().get(0), () -> () -> 1);

    assertEquals(Optional.of("3"), reply.header("retry-after"));
    assertEquals(Optional.of("text/event-stream"), reply.header("Content-Type"));
    assertEquals("2026-11-25T12:00:00Z", reply.now().toString());
  }

  @Test
  void replyIsFoundByWireAndMode() throws Exception {
    ConformanceCase one = ConformanceCase.parse("07-x", HEAD + BODY + EXPECT);

    assertArrayEquals(bytes("Hi"), one.reply("echo", "stream").body().readAllBytes());
    assertThrows(IllegalArgumentException.class, () -> one.reply("echo", "whole"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|status: 99|status: 99 (expected: 100 to 999)",
        "1|colour: red|key: colour (expected: title, origin",
        "1|date: tomorrow|date: tomorrow (expected: a date",
        "1|no colon|line: no colon (expected: key: value)",
        "1|end: maybe|end: maybe (expected: eof, reset)",
        "1|chunks: none|chunks: none (expected: any, cuts, large)",
        "1|header: x|header: x (expected: name: value)",
        "1|=== echo|section: echo (expected: expect, or a wire",
        "1|=== echo slow|section: echo slow (expected: expect, or a wire",
        "9|=== expect echo|expect: finish, failure, sent, refused (expected: one of them)",
        "4|=== echo stream|section: echo stream (expected: each wire and mode once)",
        "4|=== echo stream stream|section: echo stream stream (expected: each wire and mode once)",
        "4|=== a a whole|section: a a whole (expected: each wire and mode once)",
        "4|=== a stream b|section: a stream b (expected: expect, or a wire",
        "5|‹0d›|escape: ‹0d› (expected: ‹0D 0A›",
        "5|‹0D|escape: ‹0D (expected: ‹...›",
        "5|‹00 x 99999999›|escape: ‹00 x 99999999› (expected: at most",
        "7|finish: DONE|finish: DONE (expected: STOP",
        "7|failure: BAD|failure: BAD (expected: CONNECT",
        "7|usage: much|usage: much (expected: absent, or",
        "7|usage: reported input=-1|usage: reported input=-1 (expected: absent, or",
        "7|wait: soon|wait: soon (expected: PT3S",
        "7|unknown: many|unknown: many (expected: a count)",
        "7|sent: {}|expect: finish, failure, sent, refused (expected: one of them)",
        "7|colour: red|expect: colour (expected: finish",
      })
  void whatIsNotUnderstoodIsNamedWithFileAndLine(int line, String wrong, String message) {
    List<String> lines = new java.util.ArrayList<>(List.of((HEAD + BODY + EXPECT).split("\n", -1)));
    lines.add(line - 1, wrong);

    CaseSyntaxException error =
        assertThrows(
            CaseSyntaxException.class,
            () -> ConformanceCase.parse("07-x", String.join("\n", lines)));

    assertTrue(error.getMessage().startsWith("07-x.case:"), error.getMessage());
    assertTrue(error.getMessage().contains(": " + message), error.getMessage());
    assertEquals("07-x.case", error.file());
    assertTrue(error.line() >= line, error.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "comments|''|id: comments (expected: a number",
        "07-x|''|head: incomplete (expected: title, origin and date)",
        "07-x|HEAD|bytes: 0 sections (expected: some, or not-run and none)",
        "07-x|HEAD,BODY|expect: none for echo stream (expected: one that fits)",
        "07-x|HEAD,NOT,BODY,EXPECT|bytes: 1 sections (expected: some, or not-run and none)",
        "07-x|HEAD,BODY,OTHER|section: expect chat (expected: a wire or mode",
        "07-x|HEAD,CR|line end: CR (expected: LF",
      })
  void whatIsMissingIsNamed(String id, String parts, String message) {
    String text =
        parts
            .replace("HEAD", HEAD)
            .replace("NOT", "not-run: why\n")
            .replace("BODY", BODY)
            .replace("EXPECT", EXPECT)
            .replace("OTHER", "=== expect chat\nfinish: STOP\n")
            .replace("CR", "# \r\n")
            .replace(",", "");

    CaseSyntaxException error =
        assertThrows(CaseSyntaxException.class, () -> ConformanceCase.parse(id, text));

    assertTrue(error.getMessage().contains(": " + message), error.getMessage());
  }

  @Test
  void requestIsNoReplyAndIsExpectedByWhomItIsWrittenFor() {
    ConformanceCase one =
        ConformanceCase.parse(
            "84-x",
            HEAD
                + "=== a b request\n{}\n=== expect\nsent: {}\n"
                + "=== expect c d\nrefused: no\nwarning: w\n");

    assertEquals(List.of("a", "b"), List.copyOf(one.requests()));
    assertArrayEquals(bytes("{}\n"), one.request("b"));
    assertThrows(IllegalArgumentException.class, () -> one.request("c"));
    assertEquals(List.of(), List.copyOf(one.wires()));
    assertEquals(List.of(), List.copyOf(one.modes("a")));
    assertEquals("{}", one.expected(List.of("a")).orElseThrow().words().get("sent"));
    assertEquals("no", one.expected(List.of("e", "d")).orElseThrow().words().get("refused"));
  }

  @Test
  void caseWithoutBytesSaysWhy() {
    ConformanceCase one = ConformanceCase.parse("07-x", HEAD + "not-run: a request\n");

    assertEquals(Optional.of("a request"), one.notRun());
    assertEquals(List.of(), List.copyOf(one.wires()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
