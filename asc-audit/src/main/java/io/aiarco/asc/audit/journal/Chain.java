package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.LeafHash;
import io.aiarco.asc.audit.format.Origin;
import io.aiarco.asc.call.Ulid;
import io.aiarco.asc.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives records their place: number, link to the one before, id, nonce, tenant's number.
 * Single-thread.
 */
final class Chain {
  private static final int HASH_DIGITS = 64;
  private static final int HEAD_BYTES = HASH_DIGITS + 1;
  private static final int SPLICED_BYTES = HASH_DIGITS + 32 + 26 + 3 * 20;

  private final MessageDigest digest = LeafHash.sha256();
  private final Ulid ids;
  private final Nonces nonces;
  private final Map<String, Count> tenants = new HashMap<>();
  private final byte[] origin;
  private final byte[] prev;
  private long nextSeq;
  private long durable;

  /** Goes on in {@code origin} after record {@code nextSeq - 1}, whose hash is {@code prev}. */
  Chain(
      Origin origin,
      long nextSeq,
      String prev,
      Ulid ids,
      Nonces nonces,
      Map<String, Long> nextOfTenant,
      Set<String> tenantsOfSegment) {
    this.origin = spelled(origin.toString());
    this.nextSeq = nextSeq;
    this.durable = nextSeq - 1;
    this.prev = prev.getBytes(StandardCharsets.US_ASCII);
    this.ids = ids;
    this.nonces = nonces;
    nextOfTenant.forEach((tenant, next) -> tenants.put(tenant, new Count(next)));
    tenantsOfSegment.forEach(
        tenant -> Objects.requireNonNull(tenants.get(tenant), tenant).inSegment = true);
  }

  /** A tenant's next number, and whether this segment has a record of it. */
  private static final class Count {
    private long next;
    private boolean inSegment;

    Count(long next) {
      this.next = next;
    }
  }

  /** Writes the line of {@code draft} to the end of {@code placed}. */
  void append(Draft draft, Placed placed) {
    byte[] body = draft.body();
    int start = placed.reserve(HEAD_BYTES + draft.length() + origin.length + SPLICED_BYTES + 1);
    byte[] line = placed.bytes();
    int at = start + HEAD_BYTES;
    at = copy(body, 0, draft.slot(0), line, at);
    at = digits(durable, line, at);
    at = copy(body, draft.slot(0) + 1, draft.slot(1), line, at);
    at = ascii(ids.next(), line, at);
    at = copy(body, draft.slot(1), draft.slot(2), line, at);
    at = copy(origin, 0, origin.length, line, at);
    at = copy(body, draft.slot(2), draft.slot(3), line, at);
    at = nonces.next(line, at);
    at = copy(body, draft.slot(3), draft.slot(4), line, at);
    at = copy(prev, 0, HASH_DIGITS, line, at);
    at = copy(body, draft.slot(4), draft.slot(5), line, at);
    at = digits(nextSeq, line, at);
    int rest = draft.slot(5) + 1;
    String tenant = draft.tenant();
    if (tenant != null) {
      at = copy(body, rest, draft.slot(6), line, at);
      at = digits(count(tenant), line, at);
      rest = draft.slot(6) + 1;
    }
    at = copy(body, rest, draft.length(), line, at);
    byte[] leaf = LeafHash.of(digest, line, start + HEAD_BYTES, at - start - HEAD_BYTES);
    Hex.write(leaf, 0, leaf.length, prev, 0);
    System.arraycopy(prev, 0, line, start, HASH_DIGITS);
    line[start + HASH_DIGITS] = ' ';
    line[at++] = '\n';
    nextSeq++;
    placed.add(at, leaf);
  }

  /** {@code text} as it stands within a JSON string. */
  static byte[] spelled(String text) {
    byte[] quoted = new CanonicalJson().value(text).toByteArray();
    return Arrays.copyOfRange(quoted, 1, quoted.length - 1);
  }

  private long count(String tenant) {
    Count count = tenants.computeIfAbsent(tenant, any -> new Count(0));
    count.inSegment = true;
    return count.next++;
  }

  /** The number the next record gets. */
  long nextSeq() {
    return nextSeq;
  }

  /** Everything up to {@code seq} is durable. */
  void durable(long seq) {
    durable = seq;
  }

  /** Tenants with records in this segment; forgets them for the next. */
  Set<String> endSegment() {
    Set<String> ended = new TreeSet<>();
    tenants.forEach(
        (tenant, count) -> {
          if (count.inSegment) {
            ended.add(tenant);
            count.inSegment = false;
          }
        });
    return ended;
  }

  private static int copy(byte[] from, int begin, int end, byte[] to, int at) {
    System.arraycopy(from, begin, to, at, end - begin);
    return at + end - begin;
  }

  private static int ascii(String text, byte[] to, int at) {
    int next = at;
    for (int i = 0; i < text.length(); i++) {
      to[next++] = (byte) text.charAt(i);
    }
    return next;
  }

  private static int digits(long value, byte[] to, int at) {
    return ascii(Long.toString(value), to, at);
  }
}
