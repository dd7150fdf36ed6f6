package io.aiarco.asc.audit.anchor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.audit.anchor.AnchorException.Reason;
import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.WitnessKey;
import io.aiarco.asc.audit.deposit.KeptCheckpoint;
import io.aiarco.asc.audit.journal.Journal;
import io.aiarco.asc.audit.journal.Logs;
import io.aiarco.asc.audit.journal.Records;
import io.aiarco.asc.audit.journal.SignedCheckpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessAnchorTest {
  private static final long TIME = 1_790_000_000L;

  @TempDir Path data;
  private final List<SignedCheckpoint> signed = Collections.synchronizedList(new ArrayList<>());
  private LoopbackWitness witness;
  private String vkey = "";

  /** A log of several segments, and a witness that knows its key. */
  @BeforeEach
  void write() throws Exception {
    witness = new LoopbackWitness(TIME);
    write(data);
    witness.trust(signed.get(0).origin(), vkey);
    assertTrue(signed.size() > 3, "several segments");
  }

  private void write(Path folder) {
    try (Journal journal =
        Journal.open(
            Logs.config(folder)
                .segment(6_000, Duration.ofHours(1))
                .listener(signed::add)
                .build())) {
      vkey = journal.vkey();
      for (int i = 0; i < 40; i++) {
        journal.append(Records.denied(Records.call(), "acme")).await(Records.soon());
      }
    }
  }

  @AfterEach
  void stop() {
    witness.close();
  }

  @Test
  void witnessFollowsTheLogFromCheckpointToCheckpoint() throws Exception {
    WitnessAnchor anchor = witness.anchor();
    for (SignedCheckpoint checkpoint : signed) {
      Receipt receipt = anchor.deposit(checkpoint);

      Note cosigned = Note.parse(receipt.files().get(KeptCheckpoint.NOTE));
      assertEquals(
          Optional.of(Instant.ofEpochSecond(TIME)),
          cosigned.cosigned(WitnessKey.parse(witness.key.vkey())));
      assertEquals(checkpoint.size(), witness.seen(checkpoint.origin()));
    }
    assertEquals(Collections.nCopies(signed.size(), 200), witness.statuses);
  }

  @Test
  void newProcessLearnsFromTheWitnessWhereItStood() throws Exception {
    witness.anchor().deposit(signed.get(1));

    witness.anchor().deposit(last());

    assertEquals(List.of(200, 409, 200), witness.statuses);
    assertEquals(last().size(), witness.seen(last().origin()));
  }

  @Test
  void witnessThatLostItsMemoryIsTakenFromTheStart() throws Exception {
    WitnessAnchor anchor = witness.anchor();
    anchor.deposit(signed.get(1));
    witness.forget();

    anchor.deposit(last());

    assertEquals(List.of(200, 409, 200), witness.statuses);
  }

  @Test
  void sameCheckpointIsCosignedAgain() throws Exception {
    WitnessAnchor anchor = witness.anchor();
    anchor.deposit(last());

    anchor.deposit(last());

    assertEquals(List.of(200, 200), witness.statuses);
  }

  @Test
  void logThatWasRolledBackMeetsAWitnessThatHasSeenMore() throws Exception {
    witness.anchor().deposit(last());

    assertFails(Reason.FORK, signed.get(1));
    assertEquals(last().size(), witness.seen(last().origin()));
  }

  @Test
  void logThatWasWrittenAnewWithTheSameKeyIsAFork() throws Exception {
    witness.anchor().deposit(signed.get(1));
    Path anew = data.resolve("anew");
    Logs.copy(data.resolve("keys"), anew.resolve("keys"));
    signed.clear();
    write(anew);

    AnchorException e = assertFails(Reason.FORK, last());
    assertTrue(e.getMessage().contains("has seen ") || e.getMessage().contains("another tree"));
  }

  @Test
  void witnessThatDoesNotKnowTheLogOrItsKeyRefuses() throws Exception {
    try (LoopbackWitness stranger = new LoopbackWitness(TIME)) {
      AnchorException unknown =
          assertThrows(AnchorException.class, () -> stranger.anchor().deposit(last()));
      assertEquals(Reason.REFUSED, unknown.reason());
      assertTrue(unknown.getMessage().contains("404 (expected: that it knows"));
    }
    witness.trust(last().origin(), otherKey());
    AnchorException e = assertFails(Reason.REFUSED, last());
    assertTrue(e.getMessage().contains("403 (expected: that it trusts"), e.getMessage());
  }

  @Test
  void cosignatureByAnotherKeyIsNoAnchor() throws Exception {
    WitnessKey other =
        WitnessKey.parse(
            new io.aiarco.asc.audit.checkpoint.CosigningKey("other.example/w", new byte[32])
                .vkey());
    WitnessAnchor anchor = WitnessAnchor.of(witness.destination(), other.toString());

    AnchorException e = assertThrows(AnchorException.class, () -> anchor.deposit(last()));

    assertEquals(Reason.INVALID, e.reason());
  }

  @Test
  void nobodyThereIsUnreachable() {
    witness.close();

    assertFails(Reason.UNREACHABLE, last());
  }

  private AnchorException assertFails(Reason reason, SignedCheckpoint checkpoint) {
    AnchorException e =
        assertThrows(AnchorException.class, () -> witness.anchor().deposit(checkpoint));
    assertEquals(reason, e.reason(), e.getMessage());
    return e;
  }

  private static String otherKey() {
    return new io.aiarco.asc.audit.checkpoint.SigningKey("aiarco.example/other", new byte[32])
        .vkey()
        .toString();
  }

  private SignedCheckpoint last() {
    return signed.get(signed.size() - 1);
  }
}
