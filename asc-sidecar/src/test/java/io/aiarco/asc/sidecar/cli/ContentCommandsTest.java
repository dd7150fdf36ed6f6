package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.content.KeptContent;
import io.aiarco.asc.call.CallId;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real call of a tenant that keeps its content, and what the operator can do with it. */
class ContentCommandsTest {
  @TempDir private Path folder;
  private Path data;
  private CallId call;

  @BeforeEach
  void aCallIsMade() throws IOException {
    ApiKey key = ApiKey.mint("test", new SecureRandom());
    data = folder.resolve("asc-data");
    try (Simulator simulator = Simulator.open()) {
      simulator.otherwise(request -> Reply.text("the reply canary"));
      Path file = folder.resolve("asc.yaml");
      Files.writeString(
          file,
          """
          providers:
            sim: {kind: openai, url: "%s", region: eu-west, zone: loopback}
          models:
            support: [sim/small]
          tenants:
            acme:
              models: [support]
              regions: [eu-west]
              budget: unlimited
              audit: {prompt: hash, reply: encrypted}
          identity:
            keys:
              - {id: %s, sha256: %s, tenant: acme, principal: "svc:test"}
          """
              .formatted(simulator.baseUrl(), key.id(), key.sha256()));
      try (AscGateway asc = AscGateway.open(file)) {
        call =
            asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())))
                .chat(
                    ChatRequest.builder()
                        .model("support")
                        .user("the prompt canary")
                        .context(c -> c.subject("patient 7"))
                        .build())
                .auditId();
      }
    }
  }

  @Test
  void theReplyOpensAndIsWhatTheLogCommittedTo() {
    Typed answer = Typed.asc("audit", "open-content", data.toString(), call.value());

    assertEquals(0, answer.exit(), answer.err());
    assertTrue(answer.out().contains("the reply canary"), answer.out());
    assertTrue(answer.err().contains("prompt: committed to at seq"), answer.err());
    assertTrue(answer.err().contains("its text is not kept"), answer.err());
    assertTrue(answer.err().contains("and this is the text"), answer.err());
  }

  @Test
  void noByteUnderTheDataFolderIsReadable() throws IOException {
    for (Path file : filesOf(data)) {
      assertFalse(bytes(file).contains("canary"), file.toString());
      assertFalse(bytes(file).contains("patient 7"), file.toString());
    }
  }

  @Test
  void whatIsMissingIsNotSaidToBeErased() throws IOException {
    new KeptContent(data.resolve("content")).erase(Set.of(call));

    Typed answer = Typed.asc("audit", "open-content", data.toString(), call.value());

    assertEquals(1, answer.exit());
    assertEquals("", answer.out());
    assertTrue(answer.err().contains("reply: committed to at seq 4, missing"), answer.err());
  }

  @Test
  void erasingAPersonLeavesNoSealedByteAndTheLogSaysSo() throws IOException {
    List<String> sealed = new ArrayList<>();
    for (Path file : filesOf(data.resolve("content"))) {
      String bytes = bytes(file);
      for (int at = 0; at + 16 <= bytes.length(); at += 16) {
        sealed.add(bytes.substring(at, at + 16));
      }
    }
    sealed.removeIf(chunk -> chunk.chars().filter(c -> c > 0x7F).count() < 4); // heads, not secrets
    assertTrue(sealed.size() > 4, "secrets and a reply");

    Typed erased = act("erase", "--subject", "patient 7", "--tenant", "acme");

    assertEquals("erased calls: 1", erased.out().strip(), erased.err());
    for (Path file : filesOf(data)) {
      String bytes = bytes(file);
      assertTrue(sealed.stream().noneMatch(bytes::contains), file.toString());
    }
    Typed opened = Typed.asc("audit", "open-content", data.toString(), call.value());
    assertEquals(1, opened.exit());
    assertTrue(opened.err().contains("reply: committed to at seq 4, erased at seq "), opened.err());
    String log = data.resolve("audit").toString();
    Typed shown = Typed.asc("audit", "show", log, "--call", call.value());
    assertTrue(shown.out().contains("content committed, erased at seq "), shown.out());
    assertEquals(0, Typed.asc("audit", "verify", log).exit());
  }

  @Test
  void erasingAgainSaysThatItWasDone() {
    assertEquals(0, act("erase", "--call", call.value()).exit());

    Typed again = act("erase", "--call", call.value());

    assertEquals("erased calls: 0", again.out().strip());
    assertEquals("erased before: 1", again.err().strip());
  }

  @Test
  void aGatewayThatRunsIsAskedToDoIt() {
    try (AscGateway running = AscGateway.open(folder.resolve("asc.yaml"))) {
      String hold = act("hold", "add", "--tenant", "acme").out().strip();
      Typed refused = act("erase", "--subject", "patient 7", "--tenant", "acme");
      assertEquals(1, refused.exit());
      assertTrue(refused.err().contains("held by " + hold), refused.err());

      assertEquals("released " + hold, act("hold", "release", hold).out().strip());
      Typed erased = act("erase", "--subject", "patient 7", "--tenant", "acme");
      assertEquals("erased calls: 1", erased.out().strip(), erased.err());
      assertEquals(1, running.revision().number());
    }
    Typed opened = Typed.asc("audit", "open-content", data.toString(), call.value());
    assertTrue(opened.err().contains("erased at seq "), opened.err());
    assertEquals(0, Typed.asc("audit", "verify", data.resolve("audit").toString()).exit());
  }

  private Typed act(String command, String... what) {
    List<String> typed = new ArrayList<>(List.of("audit", command));
    int options = command.equals("hold") ? 1 : 0; // the first is the command's own command
    typed.addAll(List.of(what).subList(0, options));
    typed.add(data.toString());
    typed.addAll(List.of(what).subList(options, what.length));
    typed.addAll(List.of("--reason", "request 4711", "--by", "dpo"));
    return Typed.asc(typed.toArray(String[]::new));
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String bytes(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aPersonIsFoundUnderEveryEpoch() {
    List<String> before = lookUp();
    Typed shown =
        Typed.asc("audit", "show", data.resolve("audit").toString(), "--subject", before.get(0));
    assertTrue(shown.out().contains(call.value()), shown.out());

    assertEquals(
        0, Typed.asc("audit", "rotate-pseudonyms", data.toString(), "--tenant", "acme").exit());

    List<String> after = lookUp();
    assertEquals(2, after.size());
    assertEquals(before.get(0), after.get(0));
    assertNotEquals(after.get(0), after.get(1));
  }

  @Test
  void aCallThatIsRecordedIsNoneOfTheUnrecorded() {
    Typed erased = act("erase", "--unrecorded");

    assertEquals("erased calls: 0", erased.out().strip(), erased.err());
    assertEquals(2, act("erase", "--unrecorded", "--call", call.value()).exit());
    assertEquals(2, act("erase").exit());
  }

  @Test
  void whatIsHeldIsErasedOnlyAfterItsRelease() {
    Typed added = act("hold", "add", "--tenant", "acme", "--subject", "patient 7");
    assertEquals(0, added.exit(), added.err());
    String hold = added.out().strip();

    Typed refused = act("erase", "--call", call.value());
    assertEquals(1, refused.exit());
    assertTrue(refused.err().contains("held by " + hold), refused.err());
    String listed = Typed.asc("audit", "hold", "list", data.toString()).out();
    assertTrue(listed.startsWith(hold + "  acme  subject hmac:1:"), listed);
    assertTrue(listed.strip().endsWith("  by dpo: request 4711"), listed);

    assertEquals("released " + hold, act("hold", "release", hold).out().strip());

    assertEquals("", Typed.asc("audit", "hold", "list", data.toString()).out());
    assertEquals(0, act("erase", "--call", call.value()).exit());
  }

  @Test
  void aDestroyedEpochLooksNobodyUp() {
    String before = lookUp().get(0);
    Typed.asc("audit", "rotate-pseudonyms", data.toString(), "--tenant", "acme");

    Typed destroyed =
        act("destroy-pseudonyms", "--tenant", "acme", "--epoch", before.split(":")[1]);

    assertEquals("epoch 1 of acme destroyed", destroyed.out().strip(), destroyed.err());
    assertEquals(1, lookUp().size());
    assertFalse(lookUp().contains(before));
  }

  private List<String> lookUp() {
    return Typed.asc("audit", "pseudonym", data.toString(), "patient 7", "--tenant", "acme")
        .out()
        .lines()
        .toList();
  }
}
