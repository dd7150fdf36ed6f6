package io.aiarco.asc.audit.anchor;

import io.aiarco.asc.audit.checkpoint.CosigningKey;
import io.aiarco.asc.audit.checkpoint.Note;
import io.aiarco.asc.audit.checkpoint.Vkey;
import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.merkle.MerkleProof;
import io.aiarco.asc.audit.outbound.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A witness as C2SP tlog-witness has it: it knows keys by origin, follows every consistency proof
 * itself and cosigns only what continues what it cosigned before.
 */
final class LoopbackWitness implements LoopbackServer.Answerer, AutoCloseable {
  final CosigningKey key = new CosigningKey("witness.example/w1", new byte[32]);
  final List<Integer> statuses = new ArrayList<>();
  private final Map<String, Vkey> known = new HashMap<>();
  private final Map<String, Note> latest = new HashMap<>();
  private final LoopbackServer server = new LoopbackServer(this);
  private final long time;

  LoopbackWitness(long time) throws IOException {
    this.time = time;
  }

  void trust(String origin, String vkey) throws FormatException {
    known.put(origin, Vkey.parse(vkey));
  }

  void forget() {
    latest.clear();
  }

  long seen(String origin) {
    Note note = latest.get(origin);
    return note == null ? 0 : note.size();
  }

  Destination destination() {
    return server.destination();
  }

  WitnessAnchor anchor() {
    return WitnessAnchor.of(destination(), key.vkey());
  }

  @Override
  public LoopbackServer.Answer answer(String method, String path, byte[] body) {
    LoopbackServer.Answer answer = reply(method, path, body);
    statuses.add(answer.status());
    return answer;
  }

  private LoopbackServer.Answer reply(String method, String path, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    int empty = text.indexOf("\n\n");
    if (!method.equals("POST") || !path.equals("/add-checkpoint") || empty < 0) {
      return status(400);
    }
    try {
      Note note = Note.parse(text.substring(empty + 2).getBytes(StandardCharsets.UTF_8));
      Vkey vkey = known.get(note.origin());
      if (vkey == null) {
        return status(404);
      }
      if (note.signers(List.of(vkey)).isEmpty()) {
        return status(403);
      }
      List<String> lines = text.substring(0, empty).lines().toList();
      long old = Long.parseLong(lines.get(0).substring("old ".length()));
      if (old > note.size()) {
        return status(400);
      }
      Note before = latest.get(note.origin());
      if (old != seen(note.origin())) {
        return new LoopbackServer.Answer(
            409, (seen(note.origin()) + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      if (before != null && old == note.size() && !Arrays.equals(before.root(), note.root())) {
        return status(409);
      }
      if (!follows(before, note, lines.subList(1, lines.size()))) {
        return status(422);
      }
      latest.put(note.origin(), note);
      String cosignature = key.line(note, time);
      return new LoopbackServer.Answer(200, cosignature.getBytes(StandardCharsets.UTF_8));
    } catch (FormatException e) {
      return status(403);
    }
  }

  private static boolean follows(Note before, Note note, List<String> proof) {
    List<byte[]> hashes = proof.stream().map(it -> Base64.getDecoder().decode(it)).toList();
    return before == null
        ? hashes.isEmpty()
        : MerkleProof.isConsistent(before.size(), before.root(), note.size(), note.root(), hashes);
  }

  private static LoopbackServer.Answer status(int status) {
    return new LoopbackServer.Answer(status, new byte[0]);
  }

  @Override
  public void close() {
    server.close();
  }
}
