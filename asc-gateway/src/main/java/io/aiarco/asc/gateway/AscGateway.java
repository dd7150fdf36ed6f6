package io.aiarco.asc.gateway;

import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditUnavailableException;
import io.aiarco.asc.call.Deadline;
import io.aiarco.asc.call.Revision;
import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.error.ClosedException;
import io.aiarco.asc.gateway.compile.GatewayCompiler;
import io.aiarco.asc.gateway.compile.GatewayConfig;
import io.aiarco.asc.gateway.config.ConfigurationException;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.pipeline.GovernedChatClient;
import io.aiarco.asc.route.RoutingStrategy;
import io.aiarco.asc.snapshot.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway made from one configuration file: the one dependency and the one object a service
 * needs. Clients are cheap, one per caller; all share the gateway's budgets, breakers, log and
 * connections. Thread-safe.
 *
 * <pre>{@code
 * try (AscGateway asc = AscGateway.open(Path.of("asc.yaml"))) {
 *   ChatClient chat = asc.client(CallerCredential.apiKey(System.getenv("ASC_API_KEY")));
 *   ...
 * }
 * }</pre>
 */
public final class AscGateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AscGateway.class);

  private static final Duration ACTIVATION_WAIT = Duration.ofSeconds(10);

  /** Whose client the others are made from; no table knows its key, so nobody can call as it. */
  private static final CallerCredential NOBODY = CallerCredential.apiKey("nobody");

  private final CurrentSnapshot snapshot;
  private final GovernedChatClient root;
  private final Closing closing;

  private AscGateway(CurrentSnapshot snapshot, GovernedChatClient root, Closing closing) {
    this.snapshot = snapshot;
    this.root = root;
    this.closing = closing;
  }

  /**
   * Opens a gateway: compiles the file, opens the audit log, takes over what it knows of budgets.
   *
   * @throws ConfigurationException listing everything wrong with the file
   * @throws AuditUnavailableException when the log cannot be opened, such as when another process
   *     writes it
   */
  public static AscGateway open(Path file) {
    return builder(file).open();
  }

  /** A gateway of {@code file}, with parts of the host program's own. */
  public static AscGatewayBuilder builder(Path file) {
    return new AscGatewayBuilder(file);
  }

  static AscGateway open(AscGatewayBuilder with) {
    GatewayConfig config = GatewayCompiler.compile(with.file(), with.environment(), with.clock());
    config.warnings().forEach(warning -> log.warn("{}", warning));
    CurrentSnapshot snapshot = new CurrentSnapshot(snapshot(config));
    Closing closing = new Closing();
    boolean opened = false;
    try {
      Parts parts = Parts.open(config, with, closing);
      activate(parts, snapshot.get().revision(), with);
      GovernedChatClient root = parts.client(snapshot, NOBODY);
      closing.first(root::close);
      log.debug("gateway {} open with {}", config.instance(), snapshot.get().revision());
      opened = true;
      return new AscGateway(snapshot, root, closing);
    } finally {
      if (!opened) {
        closing.close();
      }
    }
  }

  /**
   * A client that calls as whoever shows {@code credential}. The credential is looked at again at
   * every call, which then throws {@link io.aiarco.asc.identity.UnauthenticatedException} for one
   * that proves nothing.
   *
   * @throws ClosedException after {@link #close()}
   */
  public ChatClient client(CallerCredential credential) {
    Objects.requireNonNull(credential, "credential");
    if (closing.hasBegun()) {
      throw new ClosedException("gateway");
    }
    return root.as(credential);
  }

  /** The configuration in force. */
  public Revision revision() {
    return snapshot.get().revision();
  }

  /**
   * Refuses new calls, ends running ones, closes connections and at last the audit log, so that it
   * takes the ends of all calls. Closing again only waits until the first close is done.
   */
  @Override
  public void close() {
    closing.close();
  }

  private static Snapshot snapshot(GatewayConfig config) {
    return new Snapshot(
        new Revision(1, config.sha256()),
        config.policy(),
        List.of(),
        config.catalog(),
        config.prices(),
        config.limits(),
        config.attribution(),
        RoutingStrategy.PRIORITY,
        config.auditRules());
  }

  /** Writes down what decides from now on, before the first call does. */
  private static void activate(Parts parts, Revision revision, AscGatewayBuilder with) {
    Deadline deadline = Deadline.after(ACTIVATION_WAIT, with.clock());
    parts.audit().append(new AuditRecord.PolicyActivate(revision)).await(deadline);
    GatewayConfig config = parts.config();
    new LimitHistory(config.data().resolve("limits"))
        .record(config.limits(), config.tenants(), revision, parts.audit(), deadline);
  }
}
