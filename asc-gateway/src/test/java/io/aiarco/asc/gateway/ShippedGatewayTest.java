package io.aiarco.asc.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sinks of a file, through the real way out. */
class ShippedGatewayTest {
  private static final String SEGMENT = "seg-00000000000000000000.log";
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
        ship:
          vault: {kind: file, folder: vault}
          collector: {kind: http, url: "http://127.0.0.1:#/logs", zone: loopback, credential: "${env:T}"}
      """
          .replace("@", "0123456789abcdef".repeat(4));

  @TempDir Path folder;

  @Test
  void everyRecordOfAClosedGatewayLiesInBothPlaces() throws Exception {
    Map<String, String> kept = new ConcurrentSkipListMap<>();
    List<String> tokens = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/logs/",
        exchange -> {
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          String path = exchange.getRequestURI().getPath();
          String lines =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String all = kept.getOrDefault(path, "") + lines;
          kept.put(path, all);
          List<String> records = all.lines().toList();
          byte[] head =
              records.isEmpty()
                  ? new byte[0]
                  : (records.size() + " " + records.get(records.size() - 1).substring(0, 64))
                      .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(records.isEmpty() ? 404 : 200, head.length);
          exchange.getResponseBody().write(head);
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

    byte[] log = Files.readAllBytes(folder.resolve("data/audit/gw/1").resolve(SEGMENT));
    Path copy = folder.resolve("vault/localhost/asc/local/gw/1").resolve(SEGMENT);
    assertArrayEquals(log, Files.readAllBytes(copy));
    assertEquals(
        Map.of("/logs/localhost/asc/local/gw/1", new String(log, StandardCharsets.UTF_8)), kept);
    assertEquals(List.of("Bearer a-token"), tokens.stream().distinct().toList());
  }
}
