package io.aiarco.asc.audit.journal;

/** Bytes a recovery cut off and kept aside; a {@code recovery} record names them. Immutable. */
record TornFile(String name, long length, String sha256) {}
