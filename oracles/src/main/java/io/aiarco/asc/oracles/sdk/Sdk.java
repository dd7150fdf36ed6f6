package io.aiarco.asc.oracles.sdk;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * What one vendor's SDK makes of bytes of its own protocol. Answers are values of the JDK, since
 * whoever asks stands on the other side of a class loader. Thread-safe.
 *
 * <p>A message is told as {@code id}, {@code model}, {@code choices} and {@code usage}: tokens in,
 * those of them read from a cache, tokens out. A choice has {@code finish}, {@code refusal}, {@code
 * reasoning} and {@code content}: texts, and tool calls as lists of id, name and arguments.
 */
public interface Sdk {
  /** The message in a whole reply. */
  Map<String, Object> whole(byte[] body) throws IOException;

  /** The message that a stream assembles to. */
  Map<String, Object> stream(byte[] body) throws IOException;

  /**
   * Reads a request as the SDK's own type, which must be valid.
   *
   * @return the names of fields that the type does not have
   */
  Set<String> request(byte[] body) throws IOException;
}
