package io.aiarco.asc.audit.journal;

import io.aiarco.asc.call.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who runs the gateway did to what it keeps, as a record says it;
 * docs/audit-format.md §3 has the members. Immutable.
 *
 * @param tenant whom it concerns; null when that is not exactly one
 * @param about what was done to what, by the names of the record's members
 */
public record OperatorAct(
    Kind kind, @Nullable TenantId tenant, Map<String, String> about, Ground ground) {
  /** The type of record. */
  public enum Kind {
    /** Something was destroyed. */
    ERASURE("erasure"),
    /** The rules about what is kept were changed. */
    ADMIN_CHANGE("admin.change");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** As it is spelled in records. */
    public String type() {
      return type;
    }
  }

  public OperatorAct {
    about = Map.copyOf(about);
  }
}
