package io.aiarco.asc.gateway.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a log says of calls and money, kept by the rules of docs/audit-format.md and by none of the
 * product's code: a second opinion. After every record no tenant may have held and settled more
 * than its limit. Thread-safe.
 */
final class LoggedCalls {
  /** One call; {@code end} is null until there is one. */
  static final class Call {
    final String number;
    final List<Map<String, Object>> holds = new ArrayList<>();
    @Nullable Map<String, Object> end;

    Call(String number) {
      this.number = number;
    }
  }

  private final Map<String, Call> calls = new LinkedHashMap<>();
  private final Map<String, Integer> sent = new HashMap<>();
  private final Map<String, BigDecimal> settled = new HashMap<>();
  private final Map<String, BigDecimal> open = new HashMap<>();
  private int records;

  synchronized void accept(Map<String, Object> record) {
    String type = (String) record.get("type");
    records = type.equals("log.open") ? 0 : records;
    assertEquals(records, ((BigDecimal) record.get("seq")).intValueExact(), "seq without gaps");
    records++;
    switch (type) {
      case "call.intent" -> {
        Call call = new Call((String) map(record.get("tags")).get("number"));
        assertNull(calls.put((String) record.get("call"), call), "one intent per call");
        sent(call, (String) list(record.get("plan")).get(0));
        hold(call, record);
      }
      case "call.attempt" -> {
        Call call = openCall(record);
        sent(call, (String) record.get("endpoint"));
        hold(call, record);
      }
      case "call.outcome", "call.orphan" -> {
        Call call = openCall(record);
        call.end = record;
        call.holds.forEach(line -> move(open, line, -1));
        lines(record.get("settle")).forEach(line -> move(settled, line, 1));
      }
      default -> {}
    }
  }

  synchronized int records() {
    return records;
  }

  /** By their ids in the log. */
  synchronized Map<String, Call> calls() {
    return new LinkedHashMap<>(calls);
  }

  /** How many requests with this number the log allows to have reached {@code provider}. */
  synchronized int allowed(long number, String provider) {
    return sent.getOrDefault(number + " to " + provider, 0);
  }

  synchronized BigDecimal settled(String account) {
    return settled.getOrDefault(account, BigDecimal.ZERO);
  }

  /** What is held on all accounts together. */
  synchronized BigDecimal open() {
    return open.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Call openCall(Map<String, Object> record) {
    Call call = calls.get(record.get("call"));
    assertNotNull(call, () -> "no intent before " + record);
    assertNull(call.end, () -> "something follows the end: " + record);
    return call;
  }

  private void sent(Call call, String endpoint) {
    String provider = endpoint.substring(0, endpoint.indexOf('/'));
    sent.merge(call.number + " to " + provider, 1, Integer::sum);
  }

  private void hold(Call call, Map<String, Object> record) {
    for (Map<String, Object> line : lines(record.get("hold"))) {
      call.holds.add(line);
      move(open, line, 1);
    }
  }

  private void move(Map<String, BigDecimal> accounts, Map<String, Object> line, int sign) {
    BigDecimal amount =
        new BigDecimal((String) line.get("amount")).multiply(BigDecimal.valueOf(sign));
    for (Object account : list(line.get("accounts"))) {
      accounts.merge((String) account, amount, BigDecimal::add);
      String tenant = ((String) account).split("/")[1];
      BigDecimal all = settled((String) account).add(open.getOrDefault(account, BigDecimal.ZERO));
      assertTrue(all.compareTo(Site.LIMITS.get(tenant)) <= 0, () -> account + " has " + all);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object json) {
    return (Map<String, Object>) json;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object json) {
    return (List<Object>) json;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> lines(Object json) {
    return (List<Map<String, Object>>) json;
  }
}
