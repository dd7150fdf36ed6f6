package io.aiarco.asc.audit.content;

import io.aiarco.asc.audit.ContentField;
import io.aiarco.asc.audit.ContentSecrets;
import io.aiarco.asc.call.CallId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the content files of an installation hold: opens it for who has the key, and destroys it.
 * Reads may run beside a process that writes. Thread-safe.
 */
public final class KeptContent {
  private final Path root;

  /** {@code root}: the folder with one folder of content files for each writer. */
  public KeptContent(Path root) {
    this.root = root;
  }

  /**
   * A call's secrets; absent when nothing of it was kept, or when it was erased.
   *
   * @throws IllegalArgumentException when {@code keys} is not what they were wrapped with
   */
  public Optional<ContentSecrets> secrets(CallId call, KeyWrap keys) throws IOException {
    return find(call, Frame.Kind.SECRETS)
        .map(frame -> keys.unwrap(frame.sealed(), frame.kind().context(frame.origin(), call)))
        .map(ContentSecrets::of);
  }

  /**
   * A text of a call; absent when it was not kept, or was erased.
   *
   * @throws IllegalArgumentException when it has been changed
   */
  public Optional<byte[]> text(CallId call, ContentField field, ContentSecrets secrets)
      throws IOException {
    Seal seal = new Seal(secrets.key());
    return find(call, Frame.Kind.of(field))
        .map(frame -> seal.open(frame.sealed(), frame.kind().context(frame.origin(), call)));
  }

  /**
   * The calls of which anything is kept for one of these logs, by its name; and all that were
   * erased, since that took the name of their log with it.
   */
  public Set<CallId> calls(Predicate<String> logs) throws IOException {
    Set<CallId> calls = new HashSet<>();
    for (Path file : files()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        walk(
            channel,
            place -> {
              if (place.kind() == Frame.Kind.ERASED || logs.test(frame(channel, place).origin())) {
                calls.add(place.call());
              }
              return true;
            });
      }
    }
    return calls;
  }

  /**
   * Destroys all that is kept of these calls: overwrites secrets and texts where they are and
   * forces that, and only then marks them erased, so that an interrupted erasure is found undone.
   *
   * @return of which something was destroyed; none when it had been done before
   */
  public Set<CallId> erase(Set<CallId> calls) throws IOException {
    Set<CallId> erased = new HashSet<>();
    for (Path file : files()) {
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        List<Place> places = new ArrayList<>();
        walk(
            channel,
            place -> {
              if (place.kind() != Frame.Kind.ERASED && calls.contains(place.call())) {
                places.add(place);
              }
              return true;
            });
        for (Place place : places) {
          SecretFile.erase(channel, place.position() + Frame.FIXED, place.length() - Frame.FIXED);
        }
        channel.force(true);
        for (Place place : places) {
          SecretFile.erase(channel, place.position() + Integer.BYTES, 1);
        }
        channel.force(true);
        places.forEach(place -> erased.add(place.call()));
      }
    }
    return erased;
  }

  /** Where a frame is. */
  private record Place(long position, int length, Frame.Kind kind, CallId call) {}

  private interface Sink {
    /** False ends the walk. */
    boolean take(Place place) throws IOException;
  }

  private Optional<Frame> find(CallId call, Frame.Kind kind) throws IOException {
    List<Frame> found = new ArrayList<>(1);
    for (Path file : files()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        walk(
            channel,
            place -> {
              if (place.kind() == kind && place.call().equals(call)) {
                found.add(frame(channel, place));
              }
              return found.isEmpty();
            });
      }
      if (!found.isEmpty()) {
        break;
      }
    }
    return found.stream().findFirst();
  }

  /** Up to the end of the file, or to what a crash tore: nobody waited for that. */
  private static void walk(FileChannel channel, Sink sink) throws IOException {
    long end = channel.size();
    long at = 0;
    boolean more = true;
    while (more && at + Frame.FIXED <= end) {
      ByteBuffer head = read(channel, at, Frame.FIXED);
      int length = Integer.BYTES + head.getInt();
      byte kind = head.get();
      byte[] call = new byte[Frame.CALL];
      head.get(call);
      if (length < Frame.FIXED || length > end - at) {
        return;
      }
      Optional<CallId> id = id(call);
      if (id.isEmpty()) {
        return; // its blocks did not all reach the disk
      }
      more = sink.take(new Place(at, length, Frame.Kind.of(kind), id.get()));
      at += length;
    }
  }

  private static Optional<CallId> id(byte[] text) {
    try {
      return Optional.of(new CallId(new String(text, StandardCharsets.US_ASCII)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Frame frame(FileChannel channel, Place place) throws IOException {
    ByteBuffer rest = read(channel, place.position() + Frame.FIXED, place.length() - Frame.FIXED);
    byte[] origin = new byte[rest.getShort()];
    rest.get(origin);
    byte[] sealed = new byte[rest.remaining()];
    rest.get(sealed);
    return new Frame(
        place.kind(), place.call(), new String(origin, StandardCharsets.UTF_8), sealed);
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("content file: shorter than a moment ago (expected: it only grows)");
      }
    }
    return bytes.flip();
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(root)) {
      try (Stream<Path> writers = Files.list(root)) {
        for (Path writer : writers.sorted().toList()) {
          files.addAll(ContentFile.list(writer));
        }
      }
    }
    return files;
  }
}
