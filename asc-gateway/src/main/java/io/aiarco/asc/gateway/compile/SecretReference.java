package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.gateway.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Follows a secret's reference: {@code ${env:NAME}} to a variable of this process, {@code
 * file:PATH} to a file's content. A secret itself never stands in a configuration, because
 * configurations are copied, reviewed and kept; whatever else stands there is refused and not
 * shown.
 *
 * <p>{@code ${env:NAME:-text}} gives a stand-in for an unset variable, for simulators only.
 */
final class SecretReference {
  static final String EXPECTED = "${env:NAME} or file:PATH";

  private static final Pattern ENV =
      Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([!-|~]+))?}");
  private static final String FILE = "file:";
  private static final int MAX_FILE_BYTES = 8192;

  private final Path folder;
  private final Map<String, String> environment;

  /** {@code folder}: what relative paths start from. */
  SecretReference(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * The secret a value refers to; null and a problem when there is none.
   *
   * @param standIn whether a stand-in for an unset variable is allowed
   */
  @Nullable String follow(YamlValue value, boolean standIn) {
    String text = value.text(EXPECTED);
    if (text == null) {
      return null;
    }
    Matcher env = ENV.matcher(text);
    if (env.matches()) {
      return variable(value, env.group(1), env.group(2), standIn);
    }
    if (text.startsWith(FILE)) {
      return file(value, text.substring(FILE.length()));
    }
    value.refuseUnseen("something written out (not shown)", EXPECTED);
    return null;
  }

  private @Nullable String variable(
      YamlValue value, String name, @Nullable String otherwise, boolean standIn) {
    if (otherwise != null && !standIn) {
      value.refuseUnseen(
          "${env:" + name + "} with a stand-in (not shown)",
          "${env:" + name + "}; a stand-in is for zone loopback only");
      return null;
    }
    String secret = environment.get(name);
    if (secret != null && !secret.isBlank()) {
      return visible(value, secret, "variable " + name);
    }
    if (otherwise == null) {
      value.refuseUnseen(
          "${env:" + name + "} is not set", "the variable " + name + " in this process");
    }
    return otherwise;
  }

  private @Nullable String file(YamlValue value, String name) {
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length <= MAX_FILE_BYTES) {
        return visible(value, new String(bytes, StandardCharsets.UTF_8), "the file");
      }
      value.refuseUnseen(FILE + name + " is too long", "at most " + MAX_FILE_BYTES + " bytes");
    } catch (IOException | InvalidPathException e) {
      value.refuse("a file this process may read");
    }
    return null;
  }

  private static @Nullable String visible(YamlValue value, String secret, String where) {
    String stripped = secret.strip();
    if (!stripped.isEmpty() && stripped.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      return stripped;
    }
    value.refuseUnseen("a secret that no header can carry", "visible ASCII in " + where);
    return null;
  }
}
