package io.aiarco.asc.audit.format;

import static io.aiarco.asc.audit.format.FormatException.require;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;

/**
 * Streams the lines of one segment, as they stand, in constant memory: each hashes, but whether
 * they chain and what they say is for a verifier. Ends where a living or killed process has not
 * written a whole line. Single-thread.
 */
public final class RecordLines implements Closeable {
  private static final int HEAD_BYTES = 65;
  private static final int HASH_DIGITS = 64;
  private static final int BUFFER_BYTES = 1 << 16;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest digest = LeafHash.sha256();
  private final RecordReader reader = new RecordReader(new Shapes());
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int filled;
  private int lineFrom;
  private int lineEnd;
  private long seq;
  private byte[] leaf = new byte[0];

  /** Opens the segment that begins with record {@code firstSeq}. */
  public RecordLines(Path segment, long firstSeq) throws IOException {
    this.in = Files.newInputStream(segment);
    this.seq = firstSeq - 1;
  }

  /**
   * Goes to the next line; false when there is none.
   *
   * @throws FormatException when a whole line does not hash
   */
  public boolean next() throws IOException, FormatException {
    int end = lineFeed(from);
    while (end < 0) {
      if (!fill()) {
        return false;
      }
      end = lineFeed(from);
    }
    lineFrom = from;
    lineEnd = end;
    from = end + 1;
    seq++;
    int length = end - lineFrom - HEAD_BYTES;
    require(length > 0, () -> "seq " + seq + ": no record");
    leaf = LeafHash.of(digest, buffer, lineFrom + HEAD_BYTES, length);
    require(
        isHash(leaf, lineFrom) && buffer[lineFrom + HASH_DIGITS] == ' ',
        () -> "seq " + seq + ": line does not hash");
    return true;
  }

  /** Where this line stands. */
  public long seq() {
    return seq;
  }

  /** The hash of J. */
  public byte[] leaf() {
    return leaf.clone();
  }

  /** J, as it stands. */
  public String json() {
    return new String(
        buffer, lineFrom + HEAD_BYTES, lineEnd - lineFrom - HEAD_BYTES, StandardCharsets.UTF_8);
  }

  /** J, read. */
  public Map<String, Object> record() throws FormatException {
    return RecordJson.record(buffer, lineFrom + HEAD_BYTES, lineEnd - lineFrom - HEAD_BYTES);
  }

  /** J, read as far as it is asked for; gone with the next line. */
  public RecordView view() throws FormatException {
    int from = lineFrom + HEAD_BYTES;
    RecordView alike = reader.readAlike(buffer, from, lineEnd + 1);
    return alike == null ? reader.read(buffer, from, lineEnd - from) : alike;
  }

  /** Whether J holds this text: cheaper than reading it. */
  public boolean contains(byte[] text) {
    for (int at = lineFrom + HEAD_BYTES; at + text.length <= lineEnd; at++) {
      if (Arrays.equals(buffer, at, at + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean isHash(byte[] hash, int at) {
    for (int i = 0; i < hash.length; i++) {
      if (buffer[at + 2 * i] != DIGITS[hash[i] >> 4 & 15]
          || buffer[at + 2 * i + 1] != DIGITS[hash[i] & 15]) {
        return false;
      }
    }
    return true;
  }

  private int lineFeed(int at) {
    return Bytes.lineFeed(buffer, at, filled);
  }

  /** Reads more behind what has not been taken; false at the end of the file. */
  private boolean fill() throws IOException, FormatException {
    int kept = filled - from;
    if (kept > 0 && buffer[from] == 0) {
      return false; // space that a living process has set aside
    }
    require(
        kept <= HEAD_BYTES + RecordJson.MAX_RECORD_BYTES,
        () -> "seq " + (seq + 1) + ": line longer than a record may be");
    System.arraycopy(buffer, from, buffer, 0, kept);
    from = 0;
    filled = kept;
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(read, 0);
    return read > 0;
  }
}
