package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.init.Starter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code asc init}: a first configuration and a first key. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Write a commented asc.yaml, make a caller's key, and print what to type next.")
final class InitCommand implements Callable<Integer> {
  private final Shell shell;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to write it (default: the folder you are in).")
  private Path folder = Path.of(".");

  InitCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(folder);
    Starter starter;
    try {
      starter = Starter.create(folder, new SecureRandom());
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          e.getFile() + ": there already (expected: a folder without an asc.yaml)", e);
    }
    Path file = starter.file().normalize();
    String config = file.equals(Path.of("asc.yaml")) ? "" : " --config " + file;
    String asc = shell.env().getOrDefault("ASC_LAUNCHER", "asc");

    shell.err().println("Wrote " + file + " for the simulator that comes with asc.");
    shell.err().println("The caller's key stands below and is stored nowhere. Next, type:");
    shell.err().println();
    shell
        .out()
        .println(
            "ASC_API_KEY="
                + starter.apiKey(SecretAccess.get())
                + " "
                + asc
                + " ask --simulate --stream"
                + config
                + " \"Where is my parcel?\"");
    return ExitCode.OK;
  }
}
