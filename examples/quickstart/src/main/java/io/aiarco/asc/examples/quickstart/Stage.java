package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the tour is played on: a folder, a gateway opened on the configuration in it, and the
 * providers that gateway calls. Single-thread.
 */
final class Stage implements AutoCloseable {
  /** The daily budget of tenant trial in asc.yaml. */
  static final Money TRIAL_LIMIT = Money.of("0.03", Currency.USD);

  private final Workplace workplace;
  private final ApiKey acme;
  private final ApiKey trial;
  private final @Nullable Providers providers;
  private final AscGateway gateway;
  private final String vkey;
  private Money trialSpent = Money.zero(Currency.USD);

  private Stage(
      Workplace workplace, Path config, ApiKey acme, ApiKey trial, @Nullable Providers providers)
      throws IOException {
    this.workplace = workplace;
    this.acme = acme;
    this.trial = trial;
    this.providers = providers;
    this.gateway = AscGateway.open(config);
    this.vkey = LogLines.vkey(workplace.log());
  }

  /** On examples/quickstart/asc.yaml; the caller closes the providers. */
  static Stage simulated(Workplace workplace, Providers providers) throws IOException {
    ApiKey acme = mint();
    ApiKey trial = mint();
    ConfigCopy copy = new ConfigCopy("asc.yaml").key('A', acme).key('B', trial).urls(providers);
    return new Stage(workplace, copy.write(workplace.folder()), acme, trial, providers);
  }

  /** On a real provider, {@code openai} or {@code anthropic}, whose key is in the environment. */
  static Stage live(Workplace workplace, String provider) throws IOException {
    ApiKey acme = mint();
    ConfigCopy copy = new ConfigCopy("live-" + provider + ".yaml").key('A', acme);
    return new Stage(workplace, copy.write(workplace.folder()), acme, mint(), null);
  }

  /** The client of tenant acme, which may use every model, in the eu only. */
  ChatClient acme() {
    return client(acme);
  }

  /** The client of tenant trial, which has {@link #TRIAL_LIMIT} a day. */
  ChatClient trial() {
    return client(trial);
  }

  /** Whether the providers are simulated and can be looked into and switched off. */
  boolean isSimulated() {
    return providers != null;
  }

  /** The simulated providers. */
  Providers providers() {
    if (providers == null) {
      throw new IllegalStateException("providers: real ones (expected: simulated)");
    }
    return providers;
  }

  /** How many requests arrived at simulated providers; 0 at real ones, which do not tell. */
  int arrivals() {
    return providers == null ? 0 : providers.arrivals();
  }

  /** The audit log this gateway writes. */
  Path log() {
    return workplace.log();
  }

  /**
   * The key that signs that log's checkpoints, as it was noted when the gateway opened: an auditor
   * takes it from there, not from the evidence.
   */
  String vkey() {
    return vkey;
  }

  /** A file below this tour's folder. */
  Path file(String name) {
    return workplace.folder().resolve(name);
  }

  /** What to type to verify that log once more. */
  String verifyCommand() {
    return workplace.kept()
        ? "./asc audit verify " + workplace.log()
        : "./asc audit verify DIR/asc-data/audit, after ./asc demo --keep DIR";
  }

  /** What tenant trial's replies cost. */
  Money trialSpent() {
    return trialSpent;
  }

  void trialSpent(Money spent) {
    trialSpent = spent;
  }

  /** Closes the gateway, not the providers. A second call does nothing. */
  @Override
  public void close() {
    gateway.close();
  }

  private ChatClient client(ApiKey key) {
    return gateway.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
  }

  private static ApiKey mint() {
    return ApiKey.mint("demo", new SecureRandom());
  }
}
