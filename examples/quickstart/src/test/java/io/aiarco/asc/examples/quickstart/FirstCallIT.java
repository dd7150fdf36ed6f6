package io.aiarco.asc.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.apikey.ApiKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's program as its reader runs it: in a process of its own, in the folder of asc.yaml.
 */
class FirstCallIT {
  @Test
  @Timeout(60)
  void programOfTheReadmeAnswers(@TempDir Path folder) throws Exception {
    ApiKey key = ApiKey.mint("test", new SecureRandom());
    try (Providers providers = Providers.open()) {
      new ConfigCopy("asc.yaml").key('A', key).urls(providers).write(folder);
      ProcessBuilder program =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  FirstCall.class.getName())
              .directory(folder.toFile())
              .redirectErrorStream(true);
      program.environment().put("ASC_API_KEY", key.reveal(SecretAccess.get()));

      Process running = program.start();
      String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertEquals(0, running.waitFor(), said);
      assertTrue(said.contains("Your parcel"), said);
      assertTrue(said.contains("frankfurt/sim-large"), said);
      assertEquals(1, providers.frankfurt().arrivals().size());
    }
  }
}
