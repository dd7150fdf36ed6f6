package io.aiarco.asc.audit.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.attempt.Attempt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.IncidentKind;
import io.aiarco.asc.audit.OutcomeStatus;
import io.aiarco.asc.audit.format.RecordJson;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.error.ErrorCode;
import io.aiarco.asc.usage.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Providers say what they like, and what callers say is checked at the door: a record stays one
 * line, of at most 16,384 bytes that every reader takes, and no outcome is lost for a provider's
 * words.
 */
class HostileTextTest {
  private static final int HEAD = 65;

  @Property(tries = 30)
  void aRecordStaysOneLine(@ForAll("hostile") String text) throws IOException {
    record(text);
  }

  @Example
  void tenMegabytesAreCut() throws IOException {
    record("\u2028\"\n\ud83d\ude00\u0000".repeat(10 << 20 >> 3));
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.strings()
        .withChars('\n', '\r', '\u0000', '\u2028', '"', '\\', '\ud800', '\udc00', '\uffff', 'a')
        .ofMinLength(1)
        .ofMaxLength(400);
  }

  private static void record(String text) throws IOException {
    Path data = Files.createTempDirectory("asc-hostile");
    try {
      int records = write(data, text);
      List<String> lines = lines(data);
      assertEquals(records, lines.size());
      for (String line : lines) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertTrue(bytes.length <= HEAD + RecordJson.MAX_RECORD_BYTES, bytes.length + " bytes");
      }
      VerifyReport report = Verifier.verify(data.resolve("audit"), List.of(), List.of());
      assertEquals(0, report.exitCode(), () -> report.lines().toString());
    } finally {
      Logs.delete(data);
    }
  }

  /** Everything that is no name of ours, number or caller's word is {@code text}. */
  private static int write(Path data, String text) {
    CallId call = Records.call();
    TenantId tenant = new TenantId("acme");
    try (Journal journal = Journal.open(Logs.config(data).disk(new BrokenDisk()).build())) {
      journal.append(
          Records.intent(
              call, "acme", Records.hold(1, 1), Collections.nCopies(20, text), CallContext.NONE));
      journal.append(
          new AuditRecord.Incident(call, tenant, IncidentKind.RESIDENCY, "eu-west", text));
      Attempt attempt =
          Attempt.builder(1, Records.intent(call, "acme", List.of()).plan().get(0))
              .host(text)
              .servedModel(text)
              .providerRequestId(text)
              .regionSeen(text, true)
              .usage(Usage.ABSENT)
              .took(Duration.ofMillis(1))
              .build();
      journal.append(
          new AuditRecord.CallOutcome(
              call,
              tenant,
              OutcomeStatus.CANCELLED,
              ErrorCode.CANCELLED,
              List.of(attempt),
              List.of(),
              false,
              List.of(),
              null,
              null));
    }
    return 2 + 3 + 2; // log.open, process.start; ours; tenant.tally, log.close
  }

  private static List<String> lines(Path data) throws IOException {
    Path segment = data.resolve("audit/gw-1/1/seg-00000000000000000000.log");
    return List.of(Files.readString(segment).split("\n"));
  }
}
