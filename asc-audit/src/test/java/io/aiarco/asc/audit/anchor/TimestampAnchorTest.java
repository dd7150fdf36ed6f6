package io.aiarco.asc.audit.anchor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.anchor.AnchorException.Reason;
import io.aiarco.asc.audit.checkpoint.SigningKey;
import io.aiarco.asc.audit.deposit.TimestampToken;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an authority made of {@code openssl ts}; without openssl there is nothing to test. */
class TimestampAnchorTest {
  @TempDir Path folder;

  private final SignedCheckpoint checkpoint = checkpoint(41);

  @BeforeEach
  void requireOpenssl() {
    Assumptions.assumeTrue(OpensslTsa.isHere(), "openssl");
  }

  @Test
  void stampHoldsForOpensslAndForUs() throws Exception {
    OpensslTsa tsa = new OpensslTsa(folder);
    try (LoopbackServer server = new LoopbackServer(tsa)) {
      Receipt receipt = anchor(server, tsa.root()).deposit(checkpoint);

      Path note = write(receipt, "-00000000000000000041.note");
      Path stamp = write(receipt, "-00000000000000000041.tsr");
      assertTrue(tsa.verifies(stamp, note), "openssl ts -verify");
      assertEquals(LeafHash.hex(Files.readAllBytes(stamp)), receipt.sha256());
      TimestampToken token = TimestampToken.parse(Files.readAllBytes(stamp));
      token.requireStamped(
          checkpoint.bytes(), TimestampToken.roots(Files.readAllBytes(tsa.root())));
      Duration age = Duration.between(token.time(), Instant.now());
      assertTrue(age.abs().compareTo(Duration.ofMinutes(5)) < 0, "stamped now");
      Files.write(note, checkpoint(42).bytes());
      assertFalse(tsa.verifies(stamp, note), "openssl, other bytes");
    }
  }

  @Test
  void stampOfOtherBytesOrOfAnotherRootIsRefused() throws Exception {
    OpensslTsa tsa = new OpensslTsa(folder);
    OpensslTsa other = new OpensslTsa(Files.createDirectory(folder.resolve("other")));
    try (LoopbackServer server = new LoopbackServer(tsa)) {
      Receipt receipt = anchor(server, tsa.root()).deposit(checkpoint);
      TimestampToken token = TimestampToken.parse(receipt.files().get("-00000000000000000041.tsr"));

      FormatException bytes =
          assertThrows(
              FormatException.class,
              () ->
                  token.requireStamped(
                      checkpoint(42).bytes(),
                      TimestampToken.roots(Files.readAllBytes(tsa.root()))));
      assertTrue(bytes.getMessage().contains("of other bytes"), bytes.getMessage());
      assertThrows(
          FormatException.class,
          () ->
              token.requireStamped(
                  checkpoint.bytes(), TimestampToken.roots(Files.readAllBytes(other.root()))));
      AnchorException untrusted =
          assertThrows(
              AnchorException.class, () -> anchor(server, other.root()).deposit(checkpoint));
      assertEquals(Reason.INVALID, untrusted.reason());
    }
  }

  @Test
  void replayedAnswerDoesNotFitTheNonce() throws Exception {
    OpensslTsa tsa = new OpensslTsa(folder);
    byte[][] first = new byte[1][];
    LoopbackServer.Answerer replay =
        (method, path, body) -> {
          if (first[0] == null) {
            first[0] = tsa.answer(method, path, body).body();
          }
          return new LoopbackServer.Answer(200, first[0]);
        };
    try (LoopbackServer server = new LoopbackServer(replay)) {
      TimestampAnchor anchor = anchor(server, tsa.root());
      anchor.deposit(checkpoint);

      AnchorException e = assertThrows(AnchorException.class, () -> anchor.deposit(checkpoint));

      assertEquals(Reason.INVALID, e.reason());
      assertTrue(e.getMessage().contains("nonce"), e.getMessage());
    }
  }

  @Test
  void whatIsNoAnswerIsSaid() throws Exception {
    OpensslTsa tsa = new OpensslTsa(folder);
    try (LoopbackServer down =
            new LoopbackServer((m, p, b) -> new LoopbackServer.Answer(503, new byte[0]));
        LoopbackServer noise =
            new LoopbackServer((m, p, b) -> new LoopbackServer.Answer(200, new byte[] {1, 2}))) {
      AnchorException refused =
          assertThrows(AnchorException.class, () -> anchor(down, tsa.root()).deposit(checkpoint));
      AnchorException invalid =
          assertThrows(AnchorException.class, () -> anchor(noise, tsa.root()).deposit(checkpoint));

      assertEquals(Reason.REFUSED, refused.reason());
      assertEquals(Reason.INVALID, invalid.reason());
    }
  }

  private static TimestampAnchor anchor(LoopbackServer server, Path root) throws IOException {
    return TimestampAnchor.of(server.destination(), Files.readAllBytes(root), new SecureRandom());
  }

  private Path write(Receipt receipt, String name) throws IOException {
    return Files.write(folder.resolve("tsa" + name), receipt.files().get(name));
  }

  private static SignedCheckpoint checkpoint(long size) {
    String name = "aiarco.example/asc/eu/gw-1";
    byte[] note = new SigningKey(name, new byte[32]).checkpoint(name + "/1", size, new byte[32]);
    return new SignedCheckpoint(
        Path.of(""), name + "/1", size, new String(note, StandardCharsets.UTF_8), false);
  }
}
