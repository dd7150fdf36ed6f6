package io.aiarco.asc.provider.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.chat.Operation;
import io.aiarco.asc.wire.WireDialect;
import java.net.URI;
import java.net.URLEncoder;
import java.util.regex.Pattern;

/**
 * One way to speak to a kind of provider: what it is asked in, where, and how it takes its key.
 *
 * @param version what its API versions look like; a text that none is where it has none
 * @param root how the paths below begin; a base URL may name it, or a beginning of it, or not
 * @param chat where replies are asked for, below the root, with {@code {model}} and {@code
 *     {version}} where they belong
 * @param embeddings where vectors are; empty where there are none
 * @param keyHeader where it wants the key, unless it is told otherwise. Immutable.
 */
record Protocol(
    Pattern version,
    WireDialect dialect,
    String root,
    String chat,
    String embeddings,
    KeyHeader keyHeader) {
  private static final Pattern NO_VERSION = Pattern.compile("");

  /** The one protocol of a provider that has no versions, or its protocol without one. */
  static Protocol unversioned(
      WireDialect dialect, String root, String chat, String embeddings, KeyHeader keyHeader) {
    return new Protocol(NO_VERSION, dialect, root, chat, embeddings, keyHeader);
  }

  boolean takes(String apiVersion) {
    return version.matcher(apiVersion).matches();
  }

  /** Where {@code model} is asked for that. */
  URI address(Operation operation, URI baseUrl, ModelName model, String apiVersion) {
    String template = operation == Operation.EMBEDDING ? embeddings : chat;
    String path = template.replace("{version}", apiVersion).replace("{model}", encoded(model));
    return URI.create(withoutRoot(baseUrl.toString()) + root + path);
  }

  private String withoutRoot(String baseUrl) {
    String base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
    String named = root;
    while (!named.isEmpty() && !base.endsWith(named)) {
      named = named.substring(0, named.lastIndexOf('/'));
    }
    return base.substring(0, base.length() - named.length());
  }

  private static String encoded(ModelName model) {
    return URLEncoder.encode(model.value(), UTF_8);
  }
}
