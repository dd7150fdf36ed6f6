package io.aiarco.asc.audit.content;

import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.audit.PseudonymKeys;
import io.aiarco.asc.audit.Pseudonyms;
import io.aiarco.asc.audit.journal.KeyFiles;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys that a tenant's pseudonyms are made with, one file for each epoch: {@code
 * pseudonyms/<tenant>/<epoch>.key}. The newest is in force; older ones are there to look a person
 * up. A key that is deleted takes with it what its pseudonyms meant. Thread-safe.
 */
public final class PseudonymFiles implements PseudonymKeys {
  private static final Pattern EPOCH = Pattern.compile("([1-9][0-9]{0,8})\\.key");

  private final Path folder;
  private final Map<TenantId, Pseudonyms> inForce = new ConcurrentHashMap<>();

  /** Those under {@code keys}, the folder of all keys of an installation. */
  public PseudonymFiles(Path keys) {
    this.folder = keys.resolve("pseudonyms");
  }

  /**
   * {@inheritDoc} A tenant without a key gets its first one.
   *
   * @throws AuditUnavailableException when a key can neither be read nor made
   */
  @Override
  public Pseudonyms of(TenantId tenant) {
    Pseudonyms known = inForce.get(tenant);
    return known == null ? inForce.computeIfAbsent(tenant, this::newest) : known;
  }

  /**
   * Begins a new epoch: from its next start on, a gateway makes the tenant's pseudonyms with
   * another key.
   *
   * @return the number of the epoch
   */
  public int rotate(TenantId tenant) {
    int next = last(tenant) + 1;
    read(tenant, next);
    inForce.remove(tenant);
    return next;
  }

  /** What one person is called, in every epoch whose key is still there, the oldest first. */
  public List<String> lookUp(TenantId tenant, String kind, String value) {
    List<String> names = new ArrayList<>();
    epochs(tenant).keySet().forEach(epoch -> names.add(read(tenant, epoch).of(kind, value)));
    return names;
  }

  /**
   * Destroys the key of one epoch: its pseudonyms mean nobody from then on. The key in force stays,
   * since records are made with it; rotate first.
   *
   * @return false when it had been destroyed before
   */
  public boolean destroy(TenantId tenant, int epoch) throws IOException {
    int inForce = last(tenant);
    if (epoch < 1 || epoch >= inForce) {
      throw new IllegalArgumentException(
          "epoch: " + epoch + " (expected: 1 or above, and below " + inForce + ", in force)");
    }
    Path file = epochs(tenant).get(epoch);
    if (file != null) {
      SecretFile.destroy(file);
    }
    return file != null;
  }

  private Pseudonyms newest(TenantId tenant) {
    return read(tenant, Math.max(1, last(tenant)));
  }

  private Pseudonyms read(TenantId tenant, int epoch) {
    Path home = folder.resolve(tenant.value());
    byte[] key = new KeyFiles(home, new SecureRandom()).named(epoch + ".key");
    return new Pseudonyms(Integer.toString(epoch), key);
  }

  private int last(TenantId tenant) {
    NavigableMap<Integer, Path> epochs = epochs(tenant);
    return epochs.isEmpty() ? 0 : epochs.lastKey();
  }

  private NavigableMap<Integer, Path> epochs(TenantId tenant) {
    NavigableMap<Integer, Path> epochs = new TreeMap<>();
    Path home = folder.resolve(tenant.value());
    if (!Files.isDirectory(home)) {
      return epochs;
    }
    try (Stream<Path> files = Files.list(home)) {
      files.forEach(
          file -> {
            Matcher name = EPOCH.matcher(String.valueOf(file.getFileName()));
            if (name.matches()) {
              epochs.put(Integer.valueOf(name.group(1)), file);
            }
          });
      return epochs;
    } catch (IOException e) {
      throw new AuditUnavailableException(
          "keys of pseudonyms of " + tenant + ": cannot be read (expected: a readable folder)", e);
    }
  }
}
