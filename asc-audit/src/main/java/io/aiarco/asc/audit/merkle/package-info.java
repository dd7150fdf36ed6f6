/** The Merkle tree of RFC 6962 section 2.1, kept as its frontier. */
@NullMarked
package io.aiarco.asc.audit.merkle;

import org.jspecify.annotations.NullMarked;
