package io.aiarco.asc.identity.apikey;

import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.CallerVerifier;
import io.aiarco.asc.identity.Grant;
import io.aiarco.asc.identity.UnauthenticatedException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows callers by their API keys, from a table in memory. {@link #replace} swaps the whole table
 * at once, so that a revocation bites at the next call.
 *
 * <p>A key that is not in the table costs the same work as one that is, and gets the same message
 * as a wrong secret: an answer does not tell which ids exist. Thread-safe.
 */
public final class ApiKeyVerifier implements CallerVerifier {
  private static final Logger log = LoggerFactory.getLogger(ApiKeyVerifier.class);

  private static final Slot NEVER = new Slot(new byte[32], Instant.MIN);
  private static final Entry UNKNOWN = new Entry(null, NEVER, NEVER);

  private final Clock clock;
  private volatile Map<String, Entry> table = Map.of();

  private ApiKeyVerifier(Clock clock) {
    this.clock = clock;
  }

  /**
   * A verifier that knows {@code keys}.
   *
   * @throws IllegalArgumentException when two have one id
   */
  public static ApiKeyVerifier create(Collection<StoredKey> keys, Clock clock) {
    ApiKeyVerifier verifier = new ApiKeyVerifier(clock);
    verifier.replace(keys);
    return verifier;
  }

  /**
   * Forgets all keys but these.
   *
   * @throws IllegalArgumentException when two have one id; the table before stays
   */
  public void replace(Collection<StoredKey> keys) {
    Map<String, Entry> fresh = new HashMap<>();
    for (StoredKey key : keys) {
      if (fresh.put(key.id(), Entry.of(key)) != null) {
        throw new IllegalArgumentException("key " + key.id() + ": twice (expected: once)");
      }
    }
    table = Map.copyOf(fresh);
  }

  @Override
  public Grant verify(CallerCredential credential) {
    ApiKey key = ApiKey.parse(credential.reveal());
    Entry entry = table.getOrDefault(key.id(), UNKNOWN);
    Slot slot = entry.match(key.secretHash());
    if (slot == null || entry.grant == null) {
      log.debug("API key {} refused: {}", key.id(), entry.grant == null ? "unknown id" : "secret");
      throw new UnauthenticatedException(
          "API key: not known here (expected: a key that identity.keys lists)");
    }
    if (!clock.instant().isBefore(slot.expires)) {
      log.debug("API key {} refused: expired at {}", key.id(), slot.expires);
      throw new UnauthenticatedException(
          "API key: expired at " + slot.expires + " (expected: a live key)");
    }
    return entry.grant;
  }

  /** One secret, ready to compare. */
  @SuppressWarnings("ArrayRecordComponent") // compared in constant time, never by equals
  private record Slot(byte[] hash, Instant expires) {
    static Slot of(StoredSecret secret) {
      Instant expires = secret.expires();
      return new Slot(secret.hash(), expires == null ? Instant.MAX : expires);
    }
  }

  /** One key: always two slots, so that every look-up compares twice. */
  private record Entry(@Nullable Grant grant, Slot first, Slot second) {
    static Entry of(StoredKey key) {
      List<StoredSecret> secrets = key.secrets();
      Grant grant = new Grant(key.id(), key.principal(), key.tenant(), key.team());
      Slot second = secrets.size() > 1 ? Slot.of(secrets.get(1)) : NEVER;
      return new Entry(grant, Slot.of(secrets.get(0)), second);
    }

    /** The slot of this hash; both are compared before either answers. */
    @Nullable Slot match(byte[] hash) {
      boolean isFirst = MessageDigest.isEqual(first.hash, hash);
      boolean isSecond = MessageDigest.isEqual(second.hash, hash);
      return isFirst ? first : isSecond ? second : null;
    }
  }
}
