package io.aiarco.asc.audit.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.Volatility;
import io.aiarco.asc.audit.anchor.OpensslTsa;
import io.aiarco.asc.audit.deposit.TimestampQuery;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs sh, tar, openssl 3 and jq, which .ci/run brings; without them the packs are only made. */
class EvidencePackTest {
  private static final PackRequest ALL =
      new PackRequest("acme", null, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

  @TempDir Path work;
  private String vkey = "";

  private record Said(int exit, String text) {}

  @BeforeEach
  void write() {
    try (Journal journal =
        Journal.open(Logs.config(work).segment(6_000, Duration.ofHours(1)).build())) {
      vkey = journal.vkey();
      for (int i = 0; i < 4; i++) {
        for (String tenant : List.of("acme", "globex")) {
          CallId call = Records.call();
          journal.append(Records.intent(call, tenant, Records.hold(100, 5))).await(Records.soon());
          journal.append(Records.outcome(call, tenant, Records.settle(60, 3)));
          journal.acted(Records.erasure(call, tenant));
          journal.acted(Records.legalHold(tenant));
        }
      }
    }
  }

  @Test
  void packVerifiesWithoutAscAndSaysThatItIsComplete() throws Exception {
    Path pack = unpacked("pack");

    assertFalse(everythingIn(pack).contains("globex"), "nothing of another tenant");
    Said said = verify(pack, "--vkey", vkey, "--only-regions", "eu-central");
    if (said != null) {
      assertEquals(0, said.exit(), said.text());
      assertTrue(said.text().contains("complete from 0 to "), said.text());
      assertTrue(said.text().contains(", closed by the tally at seq "), said.text());
      assertTrue(said.text().contains(", anchored at "), said.text());
      assertTrue(said.text().contains("sent to region eu-central: 4 times"), said.text());
      assertTrue(verify(pack).text().contains("anchored at none"), "nothing came from outside");
      assertEquals(1, verify(pack, "--only-regions", "us").exit());
    }
  }

  @Test
  void callsWithoutRecordsAreToldAndNobodyKnowsTheirRegion() throws Exception {
    Instant from = Instant.parse("2026-11-25T12:00:00Z");
    try (Journal journal = Journal.open(Logs.config(work).build())) {
      vkey = journal.vkey();
      TenantId acme = new TenantId("acme");
      Volatility allowed = new Volatility(9, Duration.ofSeconds(30), Instant.MAX);
      journal.append(new AuditRecord.VolatileBegin(acme, allowed)).await(Records.soon());
      journal
          .append(new AuditRecord.Gap(acme, 7, from, from.plusSeconds(9), Records.settle(60, 3)))
          .await(Records.soon());
    }
    Path pack = unpacked("pack");

    Said said = verify(pack, "--vkey", vkey);
    if (said != null) {
      assertEquals(0, said.exit(), said.text());
      String told = "without records: 7 calls from 2026-11-25T12:00:00Z to 2026-11-25T12:00:09Z";
      assertTrue(said.text().contains(told), said.text());
      assertEquals(1, verify(pack, "--only-regions", "eu-central").exit());
    }
  }

  @Test
  void sameLogAndRequestMakeTheSameBytes() throws IOException {
    EvidencePack.write(work.resolve("audit"), ALL, null, work.resolve("a.tar"));
    EvidencePack.write(work.resolve("audit/gw-1/1"), ALL, null, work.resolve("b.tar"));

    assertArrayEquals(
        Files.readAllBytes(work.resolve("a.tar")), Files.readAllBytes(work.resolve("b.tar")));
    assertThrows(
        IOException.class,
        () -> EvidencePack.write(work.resolve("audit"), ALL, null, work.resolve("a.tar")));
  }

  @Test
  void timeWithoutRecordsIsRefused() {
    PackRequest nothing =
        new PackRequest("acme", null, Instant.EPOCH, Instant.EPOCH.plusSeconds(1));

    IOException e =
        assertThrows(
            IOException.class,
            () -> EvidencePack.write(work.resolve("audit"), nothing, null, work.resolve("n")));
    assertTrue(e.getMessage().startsWith("tenant: acme (expected: "), e.getMessage());
  }

  @Test
  void whatIsTakenOutOfAPackOrChangedInItIsFound() throws Exception {
    Path pack = unpacked("pack");
    if (verify(pack) == null) {
      return;
    }
    Path records = pack.resolve("log-1/records");
    List<String> lines = Files.readAllLines(records);
    List<String> gone = new ArrayList<>(lines);
    gone.remove(3);
    String proof = "log-1/proofs/2.tlog-proof";
    String hash = Files.readAllLines(pack.resolve(proof)).get(3);
    List<List<String>> forgeries =
        List.of(
            List.of("log-1/records", String.join("\n", gone) + "\n"),
            List.of(
                "log-1/records",
                Files.readString(records).replaceFirst("\"output\":30", "\"output\":31")),
            List.of(
                "log-1/records", Files.readString(records).replaceFirst("\"seq\":3", "\"seq\":4")),
            List.of(
                proof, Files.readString(pack.resolve(proof)).replace(hash, "A".repeat(43) + "=")),
            List.of(
                "log-1/checkpoint",
                text(pack, "log-1/checkpoint").replaceFirst("\n[0-9]+\n", "\n9\n")));
    for (List<String> forgery : forgeries) {
      Path file = pack.resolve(forgery.get(0));
      byte[] good = Files.readAllBytes(file);
      Files.writeString(file, forgery.get(1));
      rewriteManifest(pack);
      Said said = verify(pack, "--vkey", vkey);
      assertEquals(1, said.exit(), () -> forgery.get(0) + ": " + said.text());
      Files.write(file, good);
    }
    rewriteManifest(pack);
    assertEquals(0, verify(pack, "--vkey", vkey).exit());
  }

  @Test
  void timeStampsOfTheCheckpointAreCarriedAndVerifyUnderTheirRootOnly() throws Exception {
    Assumptions.assumeTrue(OpensslTsa.isHere(), "openssl");
    OpensslTsa tsa = new OpensslTsa(Files.createDirectory(work.resolve("tsa")));
    OpensslTsa other = new OpensslTsa(Files.createDirectory(work.resolve("other")));
    Path log = work.resolve("audit/gw-1/1");
    Files.createDirectory(log.resolve("anchors"));
    stamp(
        tsa,
        log,
        "stamps-9",
        Files.readString(log.resolve("checkpoints")).split("\n\n(?=[^—])")[0] + "\n");
    stamp(tsa, log, "stamps-end", Files.readString(log.resolve("checkpoint")));
    Path pack = unpacked("pack");

    Path token = pack.resolve("log-1/anchors/stamps-end.tsr");
    assertTrue(Files.exists(token));
    assertFalse(Files.exists(pack.resolve("log-1/anchors/stamps-9.tsr")), "of another checkpoint");
    String root = tsa.root().toString();
    Said said = verify(pack, "--tsa-ca", root);
    if (said == null) {
      return;
    }
    assertEquals(0, said.exit(), said.text());
    assertFalse(said.text().contains("anchored at none"), said.text());
    assertTrue(said.text().contains("stamped at "), said.text());
    assertTrue(verify(pack).text().contains("anchored at none"), "nothing came from outside");
    assertEquals(1, verify(pack, "--tsa-ca", other.root().toString()).exit());

    Path note = pack.resolve("log-1/anchors/stamps-end.note");
    for (Path file : List.of(token, note)) {
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      bad[bad.length - 20] ^= 1;
      Files.write(file, bad);
      rewriteManifest(pack);
      said = verify(pack, "--tsa-ca", root);
      assertEquals(1, said.exit(), said.text());
      assertTrue(said.text().contains("time stamp stamps-end.tsr does not hold"), said.text());
      Files.write(file, good);
    }
    Files.delete(token);
    assertEquals(1, verify(pack, "--tsa-ca", root).exit(), "taken out");
  }

  private static void stamp(OpensslTsa tsa, Path log, String name, String note) throws Exception {
    byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
    byte[] query = TimestampQuery.of(bytes, BigInteger.TEN).toBytes();
    Files.write(log.resolve("anchors").resolve(name + ".note"), bytes);
    Files.write(
        log.resolve("anchors").resolve(name + ".tsr"), tsa.answer("POST", "/", query).body());
  }

  /** A forger makes the list of contents fit: it is no evidence. */
  private static void rewriteManifest(Path pack) throws IOException {
    String manifest = text(pack, "manifest.json");
    for (String name :
        List.of(
            "log-1/records",
            "log-1/checkpoint",
            "log-1/proofs/2.tlog-proof",
            "log-1/anchors/stamps-end.note",
            "log-1/anchors/stamps-end.tsr")) {
      if (!Files.exists(pack.resolve(name))) {
        continue;
      }
      String sum = io.aiarco.asc.audit.format.LeafHash.hex(Files.readAllBytes(pack.resolve(name)));
      manifest =
          manifest.replaceFirst(
              "\"" + name + "\":\"[0-9a-f]+\"", "\"" + name + "\":\"" + sum + "\"");
    }
    Files.writeString(pack.resolve("manifest.json"), manifest);
  }

  private Path unpacked(String name) throws Exception {
    Path tar = work.resolve(name + ".tar");
    assertTrue(EvidencePack.write(work.resolve("audit"), ALL, null, tar) > 8);
    Path folder = Files.createDirectories(work.resolve(name));
    Process process =
        new ProcessBuilder("tar", "-xf", tar.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    return folder.resolve("evidence");
  }

  /** What verify.sh says; null on a machine without its tools. */
  private static Said verify(Path pack, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", pack.resolve("verify.sh").toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit == 2 && text.contains(": not found")) {
      System.err.println("verify.sh is not run: " + text);
      return null;
    }
    return new Said(exit, text);
  }

  private static String text(Path pack, String name) throws IOException {
    return Files.readString(pack.resolve(name));
  }

  private static String everythingIn(Path pack) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(pack)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
