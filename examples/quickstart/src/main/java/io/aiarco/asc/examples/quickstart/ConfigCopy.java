package io.aiarco.asc.examples.quickstart;

import static java.util.stream.Collectors.joining;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    return with(letter.repeat(12), key.id())
        .with(letter.toLowerCase(Locale.ROOT).repeat(64), key.sha256());
  }

  /** Puts the simulators' addresses in place of those in the file. */
  ConfigCopy urls(Providers providers) {
    return with("http://127.0.0.1:4101", providers.frankfurt().baseUrl().toString())
        .with("http://127.0.0.1:4102", providers.paris().baseUrl().toString())
        .with("http://127.0.0.1:4103", providers.virginia().baseUrl().toString());
  }

  /** Puts {@code value} in place of {@code standIn}. */
  ConfigCopy with(String standIn, String value) {
    filledIn.put(standIn, value);
    return this;
  }

  /** Writes {@code asc.yaml} into {@code folder}; the file. */
  Path write(Path folder) throws IOException {
    String yaml = text();
    for (String standIn : filledIn.keySet()) {
      if (!yaml.contains(standIn)) {
        throw new IllegalStateException(name + ": without " + standIn);
      }
    }
    // In one pass: a port filled in may begin like a stand-in, and would be filled in again.
    String standIns = filledIn.keySet().stream().map(Pattern::quote).collect(joining("|"));
    String filled =
        Pattern.compile(standIns)
            .matcher(yaml)
            .replaceAll(found -> Matcher.quoteReplacement(filledIn.get(found.group())));
    return Files.writeString(folder.resolve("asc.yaml"), filled);
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
