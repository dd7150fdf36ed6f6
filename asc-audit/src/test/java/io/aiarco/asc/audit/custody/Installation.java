package io.aiarco.asc.audit.custody;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.CallFacts;
import io.aiarco.asc.audit.ContentField;
import io.aiarco.asc.audit.ContentSecrets;
import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.audit.content.ContentFiles;
import io.aiarco.asc.audit.content.KeptContent;
import io.aiarco.asc.audit.content.KeyFile;
import io.aiarco.asc.audit.content.PseudonymFiles;
import io.aiarco.asc.audit.evidence.LogQuery;
import io.aiarco.asc.audit.evidence.RecordFilter;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.JournalConfig;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import io.aiarco.asc.call.CallContext;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A data folder of a gateway that keeps what it is asked. */
final class Installation {
  static final TenantId ACME = new TenantId("acme");
  static final TenantId GLOBEX = new TenantId("globex");

  final Path data;

  Installation(Path data) {
    this.data = data;
  }

  JournalConfig.Builder config() {
    return Logs.config(data);
  }

  /** What a gateway does with a call about {@code person}. */
  CallId call(TenantId tenant, String person) {
    return call("gw-1", tenant, person);
  }

  CallId call(String writer, TenantId tenant, String person) {
    CallId call = keep(writer, person);
    JournalConfig config =
        JournalConfig.builder(data.resolve("audit"), writer, "aiarco.example", "eu-central")
            .reserveBytes(0)
            .singleWriter(true)
            .build();
    try (Journal journal = Journal.open(config)) {
      journal.append(intent(call, tenant, person)).await(Records.soon());
      journal.append(Records.outcome(call, tenant.value(), List.of())).await(Records.soon());
    }
    return call;
  }

  /** What it does first. */
  CallId keep(String writer, String person) {
    CallId call = Records.call();
    ContentSecrets secrets = ContentSecrets.fresh(new SecureRandom());
    try (ContentFiles files =
        ContentFiles.open(
            data.resolve("content").resolve(writer),
            () -> "aiarco.example/asc/eu-central/" + writer + "/1",
            key(),
            clock())) {
      files.keep(call, secrets).await(Records.soon());
      files
          .keep(call, secrets, ContentField.PROMPT, person.getBytes(StandardCharsets.UTF_8))
          .await(Records.soon());
    }
    return call;
  }

  private AuditRecord.CallIntent intent(CallId call, TenantId tenant, String person) {
    AuditRecord.CallIntent plain =
        Records.intent(call, tenant.value(), List.of(), List.of(), CallContext.NONE);
    CallFacts facts = plain.facts();
    return new AuditRecord.CallIntent(
        new CallFacts(
            call,
            facts.op(),
            facts.grant(),
            facts.principal(),
            pseudonyms().of(tenant).of(Pseudonyms.SUBJECT, person),
            facts.model(),
            facts.context(),
            facts.trace()),
        plain.policy(),
        plain.rules(),
        plain.guards(),
        plain.states(),
        plain.read(),
        plain.plan(),
        plain.dropped(),
        plain.hold(),
        plain.expires(),
        null,
        "c0".repeat(32));
  }

  Custody custody() {
    return new Custody(data, data.resolve("fallback"), clock());
  }

  PseudonymFiles pseudonyms() {
    return new PseudonymFiles(data.resolve("keys"));
  }

  KeptContent content() {
    return new KeptContent(data.resolve("content"));
  }

  boolean isKept(CallId call) throws IOException {
    return content().secrets(call, key()).isPresent();
  }

  /** The records of a type, as they stand. */
  List<String> records(String type) throws IOException {
    List<String> found = new ArrayList<>();
    LogQuery.show(
        data.resolve("audit"),
        new RecordFilter(null, null, null, Set.of(type), null, null),
        row -> found.add(row.json()));
    return found;
  }

  VerifyReport verify() {
    return Verifier.verify(data.resolve("audit"), List.of(), List.of());
  }

  private KeyFile key() {
    return KeyFile.open(data.resolve("keys"));
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }
}
