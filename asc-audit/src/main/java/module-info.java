/** The audit journal: hash chain, Merkle tree, signed checkpoints and their verifier. */
module io.aiarco.asc.audit {
  requires transitive io.aiarco.asc.core;
  requires static org.jspecify;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.slf4j;

  exports io.aiarco.asc.audit.anchor;
  exports io.aiarco.asc.audit.content;
  exports io.aiarco.asc.audit.custody;
  exports io.aiarco.asc.audit.evidence;
  exports io.aiarco.asc.audit.journal;
  exports io.aiarco.asc.audit.outbound;
  exports io.aiarco.asc.audit.ship;
  exports io.aiarco.asc.audit.spend;
  exports io.aiarco.asc.audit.verify;
}
