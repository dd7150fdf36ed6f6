package io.aiarco.asc.egress;

/**
 * Which addresses an outbound connection may have. The guard looks at the address dialled, not at
 * the name.
 */
public enum TrustZone {
  /** Public addresses only. */
  PUBLIC,
  /**
   * Private addresses too, such as a self-hosted model server's. Never link-local ones, where cloud
   * metadata lives.
   */
  PRIVATE,
  /** Loopback only, such as a simulator or a sidecar. */
  LOOPBACK
}
