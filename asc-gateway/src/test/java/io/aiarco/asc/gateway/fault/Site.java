package io.aiarco.asc.gateway.fault;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.chat.ChatRequest;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Arrival;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder with an asc.yaml: two providers, one tenant with room, one that soon has none and one
 * with a budget to spend to its end, and a model too dear for any, whose refusal tells what is left
 * of a budget. Immutable.
 */
record Site(Path folder, ApiKey roomy, ApiKey tight, ApiKey shared) {
  /** What each tenant may spend in a month, in USD. */
  static final Map<String, BigDecimal> LIMITS =
      Map.of(
          "roomy", new BigDecimal(100_000),
          "tight", new BigDecimal("0.5"),
          "shared", new BigDecimal(40));

  /** What a token costs with the model of a {@link #question}, in USD. */
  static final BigDecimal INPUT_PRICE = new BigDecimal("0.001");

  static final BigDecimal OUTPUT_PRICE = new BigDecimal("0.003");

  /** The most that a {@link #question} lets a provider write, in tokens. */
  static final int MAX_OUTPUT = 20;

  private static final Pattern NUMBER = Pattern.compile("Question number (\\d+)");

  static Site create(Path folder, URI first, URI second) throws IOException {
    SecureRandom random = new SecureRandom();
    Site site =
        new Site(
            folder,
            ApiKey.mint("test", random),
            ApiKey.mint("test", random),
            ApiKey.mint("test", random));
    Files.writeString(
        site.file(),
        """
        instance: killed
        providers:
          first: {kind: openai, url: "%s", region: eu-west, zone: loopback}
          second: {kind: anthropic, url: "%s", region: eu-west, zone: loopback}
        models:
          support: [first/small, second/small]
          dear: {targets: [first/dear], max-output-tokens: 1_000_000}
        prices:
          - {model: small, input: 1000, output: 3000}
          - {model: dear, input: 1000000, output: 1000000}
        tenants:
          roomy: {models: ["*"], regions: [eu-west], budget: {month: %s USD}}
          tight: {models: ["*"], regions: [eu-west], budget: {month: %s USD}}
          shared: {models: ["*"], regions: [eu-west], budget: {month: %s USD}}
        identity:
          keys:
            - {id: %s, sha256: %s, tenant: roomy, principal: "svc:roomy"}
            - {id: %s, sha256: %s, tenant: tight, principal: "svc:tight"}
            - {id: %s, sha256: %s, tenant: shared, principal: "svc:shared"}
        breaker: {failure-percent: 100, window: 1000}
        """
            .formatted(
                first,
                second,
                LIMITS.get("roomy"),
                LIMITS.get("tight"),
                LIMITS.get("shared"),
                site.roomy.id(),
                site.roomy.sha256(),
                site.tight.id(),
                site.tight.sha256(),
                site.shared.id(),
                site.shared.sha256()));
    return site;
  }

  Path file() {
    return folder.resolve("asc.yaml");
  }

  /** The folder of the audit logs of all writers. */
  Path audit() {
    return folder.resolve("asc-data/audit");
  }

  /** The only segment of the first epoch, mostly the only one. */
  Path segment() {
    return segment(1);
  }

  /** The only segment of an epoch. */
  Path segment(long epoch) {
    return audit().resolve("killed/" + epoch + "/seg-00000000000000000000.log");
  }

  /** What all epochs say: each but the last up to where the next one took over. */
  LoggedCalls loggedCalls() throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    int begin = 0;
    for (long epoch = 1; Files.exists(segment(epoch)); epoch++) {
      List<Map<String, Object>> records = new ArrayList<>();
      new LogTail(segment(epoch), records::add).readOn();
      if (records.get(0).get("prev_log") instanceof Map<?, ?> previous) {
        int size = ((BigDecimal) previous.get("size")).intValueExact();
        all.subList(begin + size, all.size()).clear();
      }
      begin = all.size();
      all.addAll(records);
    }
    LoggedCalls calls = new LoggedCalls();
    all.forEach(calls::accept);
    return calls;
  }

  /** The log's newest checkpoint. */
  Path checkpoint() {
    return audit().resolve("killed/1/checkpoint");
  }

  ChatClient client(AscGateway asc, ApiKey key) {
    return asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
  }

  /** A question that bears its number on the wire and in the log. */
  static ChatRequest question(long number) {
    return ChatRequest.builder()
        .model("support")
        .user("Question number " + number)
        .maxOutputTokens(MAX_OUTPUT)
        .context(c -> c.tag("number", Long.toString(number)))
        .build();
  }

  /** The number in the text of a {@link #question}. */
  static long number(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.find()) {
      throw new AssertionError("no question with a number");
    }
    return Long.parseLong(number.group(1));
  }

  /** The number of the {@link #question} that arrived. */
  static long number(Arrival arrival) {
    return number(arrival.body().text());
  }
}
