package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user's own server, asked through a gateway like any other: in a folder of its own, which is
 * gone afterwards. Single-thread; closes what it opened.
 */
final class ServerUnderTest implements AutoCloseable {
  /** The model to ask. */
  static final String ASKED = "asked";

  /** A model that no server has. */
  static final String UNKNOWN = "unknown";

  /** The model to ask, with a key that no server takes. */
  static final String REFUSED = "refused";

  /** The model to embed with, where there is one. */
  static final String EMBEDDING = "embedding";

  private static final String WRONG_KEY = "ASC_CONFORMANCE_WRONG_KEY";

  private static final String CONFIG =
      """
      instance: conformance
      data: data
      providers:
        server: {kind: %1$s%10$s, url: "%2$s", region: here, zone: %3$s%4$s}
        refusing: {kind: %1$s%10$s, url: "%2$s", region: here, zone: %3$s, credential: "${env:%5$s}"}
      models:
        asked: ["server/%6$s"]
        unknown: ["server/asc-conformance-no-such-model"]
        refused: ["refusing/%6$s"]%9$s
      tenants:
        user: {models: ["*"], regions: [here], budget: {tokens: {day: 1_000_000}}}
      identity:
        keys:
          - {id: %7$s, tenant: user, principal: "svc:conformance", sha256: %8$s}
      """;

  private final Path folder;
  private final AscGateway gateway;
  private final ChatClient chat;

  private ServerUnderTest(Path folder, AscGateway gateway, ChatClient chat) {
    this.folder = folder;
    this.gateway = gateway;
    this.chat = chat;
  }

  /**
   * Opens a gateway to the server.
   *
   * @param kind the provider's kind, as asc.yaml names it
   * @param apiVersion the version of its API; null for none
   * @param embeddingModel the model to embed with; null for none
   * @param keyVariable the variable with the server's key; unset for a server that asks for none
   * @throws IllegalArgumentException when an address or name cannot be one
   */
  static ServerUnderTest open(
      String kind,
      @Nullable String apiVersion,
      URI url,
      String model,
      @Nullable String embeddingModel,
      String keyVariable,
      Map<String, String> env)
      throws IOException {
    Path folder = Files.createTempDirectory("asc-conformance");
    try {
      ApiKey key = ApiKey.mint("dev", new SecureRandom());
      boolean hasKey = env.containsKey(keyVariable);
      String config =
          CONFIG.formatted(
              kind,
              plain("base-url", url.toString()),
              zone(url),
              hasKey ? ", credential: \"${env:" + plain("key-variable", keyVariable) + "}\"" : "",
              WRONG_KEY,
              plain("model", model),
              key.id(),
              key.sha256(),
              embeddingModel == null ? "" : embedding(plain("embedding-model", embeddingModel)),
              apiVersion == null
                  ? ""
                  : ", api-version: \"" + plain("api-version", apiVersion) + "\"");
      Path file = Files.writeString(folder.resolve("asc.yaml"), config);
      Map<String, String> variables = new HashMap<>(env);
      variables.put(WRONG_KEY, "asc-conformance-wrong-key");
      AscGateway gateway = AscGateway.builder(file).environment(variables).open();
      CallerCredential caller = CallerCredential.apiKey(key.reveal(SecretAccess.get()));
      return new ServerUnderTest(folder, gateway, gateway.client(caller));
    } catch (RuntimeException | IOException e) {
      delete(folder);
      throw e;
    }
  }

  /** Asks the server. */
  ChatClient chat() {
    return chat;
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    delete(folder);
  }

  private static String embedding(String model) {
    return "\n  " + EMBEDDING + ": {operation: embedding, targets: [\"server/" + model + "\"]}";
  }

  /** Where the address may lead: https anywhere, http into one's own networks only. */
  private static String zone(URI url) {
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    if (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.")) {
      return "loopback";
    }
    return "https".equals(url.getScheme()) ? "public" : "private";
  }

  /** {@code text}, which goes into YAML between quotes. */
  private static String plain(String what, String text) {
    boolean plain = text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '\\');
    if (!plain || text.isEmpty() || text.contains("${")) {
      throw new IllegalArgumentException(
          what + ": not shown (expected: ASCII without blanks, quotes, \\ and ${)");
    }
    return text;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
