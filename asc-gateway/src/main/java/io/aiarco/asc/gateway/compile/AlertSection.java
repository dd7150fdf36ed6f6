package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.alert.Webhook;
import io.aiarco.asc.alert.WebhookSecret;
import io.aiarco.asc.credential.Secret;
import io.aiarco.asc.gateway.yaml.Problems;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code alerts}: who is told besides the program's log and OpenTelemetry. Single-thread.
 */
final class AlertSection {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
  private static final String SECRET =
      SecretReference.EXPECTED + ", to whsec_ and 24 to 64 bytes in base64";

  private final Problems problems;
  private final ServerKeys servers;
  private final List<Webhook> webhooks = new ArrayList<>();

  AlertSection(Problems problems, SecretReference secrets) {
    this.problems = problems;
    this.servers = new ServerKeys(secrets);
  }

  void compile(YamlMap root) {
    YamlValue section = root.get("alerts");
    YamlMap map = section == null ? null : section.map("webhooks");
    YamlValue value = map == null ? null : map.get("webhooks");
    YamlMap members = value == null ? null : value.map("a mapping of webhooks by name");
    if (members != null) {
      for (Map.Entry<String, YamlValue> member : members.members().entrySet()) {
        if (!NAME.matcher(member.getKey()).matches()) {
          problems.add(
              members.keyPlace(member.getKey()),
              "a name of other characters",
              "1 to 31 of a-z 0-9 -, a letter or digit first");
        }
        webhook(member.getKey(), member.getValue().map("url, secret and zone"));
      }
    }
    if (map != null) {
      map.done();
    }
  }

  /** All that could be compiled. */
  List<Webhook> webhooks() {
    return webhooks;
  }

  private void webhook(String name, @Nullable YamlMap map) {
    if (map == null) {
      return;
    }
    ServerKeys.Address address = servers.address(map);
    YamlValue value = map.require("secret", SECRET);
    WebhookSecret secret = value == null ? null : secret(name, value, address);
    map.done();
    if (address != null && secret != null) {
      webhooks.add(new Webhook(name, address.url(), address.zone(), secret));
    }
  }

  private @Nullable WebhookSecret secret(
      String name, YamlValue reference, ServerKeys.@Nullable Address address) {
    Secret secret = servers.secret("alerts-" + name, reference, address);
    try {
      return secret == null ? null : WebhookSecret.of(secret);
    } catch (IllegalArgumentException e) {
      reference.refuseUnseen("a secret of another form (not shown)", SECRET);
      return null;
    }
  }
}
