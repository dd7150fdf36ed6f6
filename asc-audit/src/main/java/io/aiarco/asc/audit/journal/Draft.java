package io.aiarco.asc.audit.journal;

import io.aiarco.asc.audit.format.State;
import io.aiarco.asc.json.CanonicalJson;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * J of a record, finished but for what only its place tells: {@code dur}, {@code id}, {@code log},
 * {@code n}, {@code prev}, {@code seq}, {@code tseq}. A caller's thread makes it; the journal's
 * splices those seven in and takes the hash. So a record that one log could not make durable can be
 * placed in the next. Immutable.
 */
final class Draft {
  private static final int SLOTS = 7;

  private final byte[] body;
  private final int[] slots;
  private final @Nullable String tenant;
  private final Consumer<State> effect;

  private Draft(byte[] body, int[] slots, @Nullable String tenant, Consumer<State> effect) {
    this.body = body;
    this.slots = slots;
    this.tenant = tenant;
    this.effect = effect;
  }

  byte[] body() {
    return body;
  }

  int length() {
    return body.length;
  }

  /** Where a slot is in the body: {@code dur, id, log, n, prev, seq, tseq}. */
  int slot(int index) {
    return slots[index];
  }

  /** Whose record it is; null for nobody's. */
  @Nullable String tenant() {
    return tenant;
  }

  /** Does to {@code state} what the record does. */
  void apply(State state) {
    if (tenant != null) {
      state.count(tenant);
    }
    effect.accept(state);
  }

  /**
   * Writes the members of a record in canonical order; the ones every record has appear where they
   * belong by themselves. Single-thread.
   */
  static final class Writer {
    private static final String[] COMMON = {
      "dur", "id", "log", "n", "prev", "seq", "tenant", "ts", "tseq", "type", "v"
    };

    private final CanonicalJson json = new CanonicalJson();
    private final int[] slots = new int[SLOTS];
    private final Instant at;
    private final String type;
    private final @Nullable String tenant;
    private int nextCommon;
    private int nextSlot;

    Writer(Instant at, String type, @Nullable String tenant) {
      this.at = at;
      this.type = type;
      this.tenant = tenant;
      json.beginObject();
    }

    /** Begins a member. */
    CanonicalJson name(String name) {
      commonBefore(name);
      return json.name(name);
    }

    /** A member of text, unless it is null. */
    Writer text(String name, @Nullable String value) {
      if (value != null) {
        name(name).value(value);
      }
      return this;
    }

    /** A member of hold lines. */
    Writer hold(String name, List<io.aiarco.asc.budget.HoldLine> lines) {
      name(name);
      io.aiarco.asc.audit.format.HoldLines.write(json, lines);
      return this;
    }

    /** A record that moves no balances. */
    Draft finish() {
      return finish(state -> {});
    }

    /** A record with this effect on balances. */
    Draft finish(Consumer<State> effect) {
      commonBefore("\uffff");
      json.endObject();
      return new Draft(json.toByteArray(), slots, tenant, effect);
    }

    private void commonBefore(String name) {
      while (nextCommon < COMMON.length && COMMON[nextCommon].compareTo(name) < 0) {
        writeCommon(COMMON[nextCommon++]);
      }
    }

    private void writeCommon(String name) {
      switch (name) {
        case "ts" -> json.name(name).value(io.aiarco.asc.audit.format.Instants.stamp(at));
        case "type" -> json.name(name).value(type);
        case "v" -> json.name(name).value(1);
        case "tenant" -> {
          if (tenant != null) {
            json.name(name).value(tenant);
          }
        }
        case "id", "log", "n", "prev" -> {
          json.name(name).value("");
          slots[nextSlot++] = json.size() - 1; // between the quotes
        }
        default -> {
          if (!name.equals("tseq") || tenant != null) {
            json.name(name).value(0);
            slots[nextSlot++] = json.size() - 1; // the digit, to be replaced
          }
        }
      }
    }
  }
}
