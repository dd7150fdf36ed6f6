package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The anchors of a file, through the real way out. */
class AnchoredGatewayTest {
  private static final String YAML =
      """
      instance: gw
      data: data
      providers:
        sim: {kind: openai, url: "http://127.0.0.1:9/v1", region: eu, zone: loopback}
      models:
        support: [sim/small]
      tenants:
        acme: {models: [support], regions: [eu], budget: unlimited}
      identity:
        keys:
          - {id: 3kTMd0123456, sha256: @, tenant: acme, principal: "svc:acme"}
      audit:
        anchors:
          vault: {kind: file, folder: vault}
          archive: {kind: http, url: "http://127.0.0.1:#/kept", zone: loopback, credential: "${env:T}"}
      """
          .replace("@", "0123456789abcdef".repeat(4));

  @TempDir Path folder;

  @Test
  void lastCheckpointOfAClosedGatewayLiesInBothPlaces() throws Exception {
    Map<String, byte[]> kept = new ConcurrentSkipListMap<>();
    List<String> tokens = new java.util.concurrent.CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/kept/",
        exchange -> {
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          kept.put(exchange.getRequestURI().getPath(), exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      Files.createDirectory(folder.resolve("vault"));
      Path file = folder.resolve("asc.yaml");
      Files.writeString(file, YAML.replace("#", "" + server.getAddress().getPort()));

      AscGateway.builder(file).environment(Map.of("T", "a-token")).open().close();
    } finally {
      server.stop(0);
    }

    for (String log : List.of("gw/1", "registry/1")) {
      byte[] newest = Files.readAllBytes(folder.resolve("data/audit/" + log + "/checkpoint"));
      String origin = "localhost/asc/local/" + log;
      assertArrayEquals(newest, last(files(folder.resolve("vault").resolve(origin))));
      assertArrayEquals(newest, last(below("/kept/" + origin + "/0000", kept)));
    }
    assertEquals(List.of("Bearer a-token"), tokens.stream().distinct().toList());
  }

  private static Map<String, byte[]> below(String prefix, Map<String, byte[]> kept) {
    Map<String, byte[]> below = new TreeMap<>(kept);
    below.keySet().removeIf(path -> !path.startsWith(prefix));
    return below;
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static byte[] last(Map<String, byte[]> files) {
    return new TreeMap<>(files).lastEntry().getValue();
  }
}
