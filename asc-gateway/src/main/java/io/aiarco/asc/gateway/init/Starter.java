package io.aiarco.asc.gateway.init;

import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.apikey.ApiKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * The first asc.yaml of a new user and the first caller's key: a commented file of at most 20 lines
 * that works against {@code asc simulate} as it is. Immutable.
 */
public final class Starter {
  /** Where the file expects the simulator: {@code asc simulate --port 8900}. */
  public static final int SIMULATOR_PORT = 8900;

  private static final String TEMPLATE =
      """
      # ASC: docs/configuration.md explains every key. Secrets never stand here, only ${env:NAME} or file:PATH.
      instance: my-service             # names this gateway's audit log
      data: asc-data                   # audit log and keys, beside this file

      providers:                       # docs/providers.md lists the kinds; a region is a word of your own
        sim-eu: {kind: openai, url: "http://127.0.0.1:%d/v1", region: eu-west, zone: loopback}
        # openai: {kind: openai, region: us, credential: "${env:OPENAI_API_KEY}"}

      models:                          # what callers ask for: provider/model, best first
        support: [sim-eu/sim-small]

      tenants:                         # nothing is allowed that is not granted here
        acme: {models: [support], regions: [eu-west], budget: {day: 5 USD, month: 100 USD}}

      identity:                        # hashes of callers' keys; asc keys mint makes more
        keys:
          - {id: %s, tenant: acme, principal: "svc:my-service",
             sha256: %s}
      """;

  private final Path file;
  private final ApiKey key;

  private Starter(Path file, ApiKey key) {
    this.file = file;
    this.key = key;
  }

  /**
   * Writes {@code folder/asc.yaml} for a new key.
   *
   * @throws FileAlreadyExistsException when there is one; it is left alone
   * @throws IOException when it cannot be written
   */
  public static Starter create(Path folder, SecureRandom random) throws IOException {
    ApiKey key = ApiKey.mint("dev", random);
    Path file = folder.resolve("asc.yaml");
    Files.write(
        file,
        TEMPLATE.formatted(SIMULATOR_PORT, key.id(), key.sha256()).getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE_NEW);
    return new Starter(file, key);
  }

  /** The file written. */
  public Path file() {
    return file;
  }

  /** The model it lets callers ask for. */
  public String model() {
    return "support";
  }

  /** The caller's key, to show once: it is stored nowhere. */
  public String apiKey(SecretAccess access) {
    return key.reveal(access);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "Starter[" + file + "]";
  }
}
