package io.aiarco.asc.audit.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A checkpoint that stands durably in its log; every record it covers is durable too. Immutable.
 *
 * @param folder the log's folder
 * @param origin the log's name
 * @param size how many records it covers
 * @param text the signed note, every line with its LF
 * @param ends whether a segment or the log ended with it
 */
public record SignedCheckpoint(Path folder, String origin, long size, String text, boolean ends) {
  /** The bytes that were signed and what signed them. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
