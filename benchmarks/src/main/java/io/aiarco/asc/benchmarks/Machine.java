package io.aiarco.asc.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the figures were measured on; names no host and no folder. Immutable.
 *
 * @param processor its model name; empty where the system does not tell
 * @param fileSystem the type of the one the journal was written to, such as {@code ext4}
 */
record Machine(
    int cores, String processor, long memoryMegabytes, String system, String fileSystem) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This machine, with a journal in {@code folder}. */
  static Machine current(Path folder) throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        processorName(),
        system.getTotalMemorySize() >> 20,
        system.getName() + " " + system.getArch(),
        Files.getFileStore(folder).type());
  }

  /** Processes waiting for a processor, over the last minute; negative where nobody counts. */
  static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processorName() throws IOException {
    if (!Files.isReadable(CPU_INFO)) {
      return "";
    }
    return Files.readAllLines(CPU_INFO).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
