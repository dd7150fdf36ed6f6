package io.aiarco.asc.sidecar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.identity.apikey.ApiKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AscCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "frob",
        "--frob",
        "ask",
        "simulate --port x",
        "simulate --dialect soap",
        "audit",
        "keys mint --env X"
      })
  void wrongUsageIsOneLineAndExitsWithTwo(String typed) {
    Typed answer = Typed.asc(typed.split(" "));

    assertEquals(2, answer.exit(), answer.err());
    assertTrue(answer.err().startsWith("asc: "), answer.err());
    assertFalse(answer.err().contains("\tat "), answer.err());
    assertEquals("", answer.out());
  }

  @Test
  void helpNamesEveryCommand() {
    Typed answer = Typed.asc("--help");

    assertEquals(0, answer.exit());
    for (String command :
        List.of("init", "ask", "simulate", "config", "audit", "conformance", "keys", "prices")) {
      assertTrue(answer.out().contains("  " + command + " "), answer.out());
    }
  }

  @Test
  void nothingTypedShowsWhatThereIs() {
    Typed answer = Typed.asc();

    assertEquals(2, answer.exit());
    assertTrue(answer.err().contains("Usage: asc"), answer.err());
  }

  @Test
  void versionNamesTheJavaItRunsOn() {
    assertTrue(Typed.asc("--version").out().contains("java " + Runtime.version()));
  }

  @Test
  void portInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Typed answer = Typed.asc("simulate", "--port", "" + taken.getLocalPort());

      assertEquals(1, answer.exit());
      assertTrue(answer.err().contains("port: " + taken.getLocalPort()), answer.err());
      assertEquals(1, answer.err().lines().count(), answer.err());
    }
  }

  @Test
  void mintedKeyIsShownOnceAndItsHashBesideIt() {
    Typed answer = Typed.asc("keys", "mint", "--tenant", "acme");

    ApiKey key = ApiKey.parse(answer.out().strip());
    assertEquals(0, answer.exit());
    assertTrue(answer.err().contains("id: " + key.id()), answer.err());
    assertTrue(answer.err().contains("sha256: " + key.sha256()), answer.err());
    assertTrue(answer.err().contains("tenant: acme"), answer.err());
  }

  @Test
  void stackTraceIsShownWhenAskedFor() {
    Typed answer = Typed.asc("keys", "mint", "--debug", "--env", "X");

    assertEquals(2, answer.exit());
    assertTrue(answer.err().contains("env: X (expected: "), answer.err());
    assertTrue(answer.err().contains("\tat "), answer.err());
  }
}
