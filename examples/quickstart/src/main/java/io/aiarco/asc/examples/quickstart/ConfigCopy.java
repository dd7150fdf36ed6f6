package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.identity.apikey.ApiKey;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A copy of one of the example's configurations, with what only a run knows filled in: freshly
 * minted keys and free ports. Single-thread.
 */
final class ConfigCopy {
  private final String name;
  private final Map<String, String> filledIn = new LinkedHashMap<>();

  /** {@code name}: such as {@code asc.yaml}. */
  ConfigCopy(String name) {
    this.name = name;
  }

  /** Puts {@code key} in place of the stand-in whose id and hash repeat one letter. */
  ConfigCopy key(char standIn, ApiKey key) {
    String letter = String.valueOf(standIn);
    filledIn.put(letter.repeat(12), key.id());
    filledIn.put(letter.toLowerCase(Locale.ROOT).repeat(64), key.sha256());
    return this;
  }

  /** Puts the simulators' addresses in place of those in the file. */
  ConfigCopy urls(Providers providers) {
    filledIn.put("http://127.0.0.1:4101", providers.frankfurt().baseUrl().toString());
    filledIn.put("http://127.0.0.1:4102", providers.paris().baseUrl().toString());
    filledIn.put("http://127.0.0.1:4103", providers.virginia().baseUrl().toString());
    return this;
  }

  /** Writes {@code asc.yaml} into {@code folder}; the file. */
  Path write(Path folder) throws IOException {
    String yaml = text();
    for (Map.Entry<String, String> value : filledIn.entrySet()) {
      if (!yaml.contains(value.getKey())) {
        throw new IllegalStateException(name + ": without " + value.getKey());
      }
      yaml = yaml.replace(value.getKey(), value.getValue());
    }
    return Files.writeString(folder.resolve("asc.yaml"), yaml);
  }

  private String text() throws IOException {
    try (InputStream in = ConfigCopy.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " (expected: beside the classes of this example)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
