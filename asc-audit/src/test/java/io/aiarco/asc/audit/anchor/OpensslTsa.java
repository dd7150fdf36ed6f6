package io.aiarco.asc.audit.anchor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A time-stamp authority made of {@code openssl ts}, with a root of its own, made on the fly. */
public final class OpensslTsa implements LoopbackServer.Answerer {
  private static final String CONFIG =
      """
      [req]
      distinguished_name = dn
      [dn]
      [ca]
      basicConstraints = critical, CA:true
      keyUsage = critical, keyCertSign
      [tsa]
      basicConstraints = critical, CA:false
      keyUsage = critical, digitalSignature
      extendedKeyUsage = critical, timeStamping
      [ts]
      default_tsa = stamps
      [stamps]
      serial = @/serial
      crypto_device = builtin
      signer_digest = sha256
      default_policy = 1.2.3.4.1
      digests = sha256
      accuracy = secs:1
      ess_cert_id_alg = sha256
      """;

  private final Path folder;

  /** Makes root and authority in {@code folder}, which exists. */
  public OpensslTsa(Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("serial"), "01\n");
    Files.writeString(folder.resolve("tsa.cnf"), CONFIG.replace("@", folder.toString()));
    request("ca", "-x509", "-subj", "/CN=Root", "-days", "30", "-extensions", "ca");
    request("tsa", "-subj", "/CN=Stamps");
    openssl(
        List.of(
            "x509",
            "-req",
            "-in",
            "tsa.pem",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-days",
            "30",
            "-set_serial",
            "7",
            "-extfile",
            "tsa.cnf",
            "-extensions",
            "tsa",
            "-out",
            "tsa.crt"));
  }

  private void request(String name, String... more) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "req",
                "-new",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-config",
                "tsa.cnf",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem"));
    args.addAll(List.of(more));
    openssl(args);
  }

  /** Whether this machine has openssl. */
  public static boolean isHere() {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The root's certificate, PEM. */
  public Path root() {
    return folder.resolve("ca.pem");
  }

  @Override
  public synchronized LoopbackServer.Answer answer(String method, String path, byte[] body)
      throws IOException {
    Files.write(folder.resolve("query"), body);
    openssl(
        List.of(
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-section",
            "stamps",
            "-queryfile",
            "query",
            "-signer",
            "tsa.crt",
            "-inkey",
            "tsa.key",
            "-out",
            "reply"));
    return new LoopbackServer.Answer(200, Files.readAllBytes(folder.resolve("reply")));
  }

  /** Whether openssl accepts the response as one over the data, under this root. */
  public boolean verifies(Path response, Path data) throws IOException {
    return run(
            List.of(
                "ts",
                "-verify",
                "-in",
                response.toString(),
                "-data",
                data.toString(),
                "-CAfile",
                root().toString()))
        == 0;
  }

  private void openssl(List<String> args) throws IOException {
    if (run(args) != 0) {
      throw new IOException("openssl " + args + ": " + Files.readString(folder.resolve("said")));
    }
  }

  private int run(List<String> args) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(args);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    try {
      return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
