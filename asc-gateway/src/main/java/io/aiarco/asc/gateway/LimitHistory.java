package io.aiarco.asc.gateway;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditReceipt;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Limits;
import io.aiarco.asc.budget.Period;
import io.aiarco.asc.budget.Scope;
import io.aiarco.asc.budget.Unit;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.Revision;
import io.aiarco.asc.call.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how limits differ from those that were in force before. What those were stands in a
 * file of one line per limit, replaced once the records are durable: after a crash between the two
 * the same changes are recorded once more, and none is lost. Single-thread.
 */
final class LimitHistory {
  private final Path file;

  /** The limits recorded last are kept in {@code file}. */
  LimitHistory(Path file) {
    this.file = file;
  }

  /** Records every limit that is new, another or gone, and waits until that is durable. */
  void record(
      Limits limits,
      Collection<TenantId> tenants,
      Revision revision,
      AuditLog audit,
      Deadline deadline) {
    Map<String, Limit> before = read();
    Map<String, Limit> now = new TreeMap<>();
    limits.all().forEach(limit -> now.put(what(limit), limit));
    Map<String, TenantId> scopes = new HashMap<>();
    tenants.forEach(tenant -> scopes.put(Scope.of("tenant", tenant.value()), tenant));
    Map<String, Limit> all = new TreeMap<>(before);
    all.putAll(now);

    AuditReceipt last = AuditReceipt.DURABLE;
    for (Map.Entry<String, Limit> each : all.entrySet()) {
      Limit old = before.get(each.getKey());
      Limit after = now.get(each.getKey());
      Long from = old == null ? null : old.amount();
      Long to = after == null ? null : after.amount();
      if (from == null || !from.equals(to)) {
        TenantId tenant = tenant(each.getValue().scope(), scopes);
        last =
            audit.append(new AuditRecord.LimitChange(tenant, each.getValue(), from, to, revision));
      }
    }
    last.await(deadline);
    write(now);
  }

  /** A limit of one tenant, or of accounts inside it. */
  private static @Nullable TenantId tenant(String scope, Map<String, TenantId> tenants) {
    int end = scope.indexOf('/', scope.indexOf('/') + 1);
    return tenants.get(end < 0 ? scope : scope.substring(0, end));
  }

  private static String what(Limit limit) {
    return String.join(
        " ",
        limit.scope(),
        limit.unit().code(),
        limit.period().name(),
        Integer.toString(limit.past()),
        limit.zone().getId());
  }

  /** A file that cannot be read as one of these is as good as none: then all limits are new. */
  private Map<String, Limit> read() {
    Map<String, Limit> limits = new HashMap<>();
    if (!Files.exists(file)) {
      return limits;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        Limit limit = limit(line.split(" ", -1));
        limits.put(what(limit), limit);
      }
      return limits;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException | DateTimeException e) {
      return Map.of();
    }
  }

  private static Limit limit(String[] words) {
    if (words.length != 6) {
      throw new IllegalArgumentException("limit: " + words.length + " words (expected: 6)");
    }
    return new Limit(
        new Unit(words[1]),
        words[0],
        Period.valueOf(words[2]),
        Integer.parseInt(words[3]),
        ZoneId.of(words[4]),
        Long.parseLong(words[5]));
  }

  private void write(Map<String, Limit> limits) {
    List<String> lines = new ArrayList<>();
    limits.forEach((what, limit) -> lines.add(what + " " + limit.amount()));
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.write(next, lines);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
