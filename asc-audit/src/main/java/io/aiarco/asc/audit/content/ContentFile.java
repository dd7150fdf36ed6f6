package io.aiarco.asc.audit.content;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content file that is written. A new one is begun by each process, at the first call that
 * keeps anything, and at 64 MiB: so no process appends behind what another's crash tore.
 * Single-thread.
 */
final class ContentFile implements Closeable {
  static final String SUFFIX = ".content";

  private static final long LONGEST = 64L << 20;

  private final Path folder;
  private @Nullable FileChannel channel;
  private long size;

  ContentFile(Path folder) {
    this.folder = folder;
  }

  /** Writes frames and makes them durable. */
  void append(List<byte[]> frames) throws IOException {
    FileChannel to = channel;
    if (to == null || size >= LONGEST) {
      close();
      to = begin();
      channel = to;
      size = 0;
    }
    for (byte[] frame : frames) {
      ByteBuffer bytes = ByteBuffer.wrap(frame);
      while (bytes.hasRemaining()) {
        size += to.write(bytes);
      }
    }
    to.force(false);
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private FileChannel begin() throws IOException {
    Files.createDirectories(folder);
    List<Path> all = list(folder);
    int last = 0;
    if (!all.isEmpty()) {
      String name = String.valueOf(all.get(all.size() - 1).getFileName());
      last = Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
    }
    Path file = folder.resolve(String.format(Locale.ROOT, "%010d%s", last + 1, SUFFIX));
    FileChannel begun =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
    for (Path names = folder; names != null; names = names.getParent()) {
      try (FileChannel each = FileChannel.open(names, StandardOpenOption.READ)) {
        each.force(true);
      }
      if (String.valueOf(names.getFileName()).equals("content")) {
        break;
      }
    }
    return begun;
  }

  /** The content files of a folder, the oldest first. */
  static List<Path> list(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        all.filter(file -> String.valueOf(file.getFileName()).matches("[0-9]{10}\\" + SUFFIX))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }
}
