package io.aiarco.asc.examples.teams;

import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Dialect;
import io.aiarco.asc.simulator.Simulator;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;

/** The gateway on this example's asc.yaml, and the simulated providers behind it. */
final class Company implements AutoCloseable {
  private final Simulator claude = simulator("claude", Dialect.ANTHROPIC);
  private final Simulator house = simulator("house", Dialect.VLLM);
  private final Simulator mistral = simulator("mistral", Dialect.MISTRAL);
  private final ApiKey support = ApiKey.mint("demo", new SecureRandom());
  private final ApiKey platform = ApiKey.mint("demo", new SecureRandom());
  private final ApiKey research = ApiKey.mint("demo", new SecureRandom());
  private final AscGateway gateway;

  private Company(Path folder) throws IOException {
    // The \b: a free port may begin like one of the file.
    String yaml =
        configuration()
            .replaceFirst("http://127.0.0.1:4201\\b", claude.baseUrl().toString())
            .replaceFirst("http://127.0.0.1:4202\\b", house.baseUrl().toString())
            .replaceFirst("http://127.0.0.1:4203\\b", mistral.baseUrl().toString());
    yaml = filledIn(filledIn(filledIn(yaml, 'a', support), 'b', platform), 'c', research);
    this.gateway = AscGateway.open(Files.writeString(folder.resolve("asc.yaml"), yaml));
  }

  /** Opens it in {@code folder}, which keeps the configuration and the audit log. */
  static Company open(Path folder) throws IOException {
    return new Company(folder);
  }

  Team support() {
    return team(support, "assistant");
  }

  Team platform() {
    return team(platform, "copilot");
  }

  Team research() {
    return team(research, "experiment");
  }

  /** Research, asking for the model that only support's region serves. */
  Team researchAbroad() {
    return team(research, "assistant");
  }

  Simulator claude() {
    return claude;
  }

  Simulator house() {
    return house;
  }

  Simulator mistral() {
    return mistral;
  }

  private Team team(ApiKey key, String model) {
    return new Team(gateway.client(CallerCredential.apiKey(key.reveal(SecretAccess.get()))), model);
  }

  @Override
  public void close() {
    gateway.close();
    claude.close();
    house.close();
    mistral.close();
  }

  private static Simulator simulator(String name, Dialect dialect) {
    return Simulator.builder().name(name).dialects(dialect).open();
  }

  private static String filledIn(String yaml, char standIn, ApiKey key) {
    String letter = String.valueOf(standIn);
    return yaml.replace(letter.repeat(64), key.sha256())
        .replace(letter.toUpperCase(Locale.ROOT).repeat(12), key.id());
  }

  private static String configuration() throws IOException {
    try (InputStream in = Company.class.getResourceAsStream("/asc.yaml")) {
      if (in == null) {
        throw new FileNotFoundException("asc.yaml (expected: beside this example's classes)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
