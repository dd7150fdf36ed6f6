package io.aiarco.asc.audit;

import io.aiarco.asc.call.TenantId;

/**
 * Which key a tenant's pseudonyms are made with. Each tenant has keys of its own, so that whoever
 * destroys them makes that tenant's pseudonyms name nobody, and no other's. Thread-safe.
 */
@FunctionalInterface
public interface PseudonymKeys {
  /** Pseudonyms under the key in force. */
  Pseudonyms of(TenantId tenant);
}
