package io.aiarco.asc.testkit;

import io.aiarco.asc.audit.AuditLog;
import io.aiarco.asc.audit.AuditRecord;
import io.aiarco.asc.audit.AuditRules;
import io.aiarco.asc.audit.ContentStore;
import io.aiarco.asc.audit.InMemoryContentStore;
import io.aiarco.asc.breaker.BreakerConfig;
import io.aiarco.asc.budget.Balance;
import io.aiarco.asc.budget.HoldMode;
import io.aiarco.asc.budget.Limit;
import io.aiarco.asc.budget.Overdraft;
import io.aiarco.asc.chat.ReplyReader;
import io.aiarco.asc.pipeline.GovernedChatClient;
import io.aiarco.asc.testkit.provider.ScriptedProvider;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A governed client for tests, in memory and fresh for every test: scripted providers, real policy,
 * budgets, breakers and records. After each test it fails the test that leaves a call open.
 * Register it with {@code @RegisterExtension}. Not for parallel tests of one class.
 *
 * <p>One tenant, {@code acme}, may send to region {@code eu-west}. The model {@code test} is served
 * there by the provider {@code eu} and, standing by, {@code eu-2}; {@code trio} by {@code eu-3}
 * too. {@code us} in {@code us-east} stands by for {@code anywhere} and alone serves {@code
 * overseas}. {@code long} is {@code eu} with 64,000 tokens of output. {@code vectors} embeds at
 * {@code eu} and {@code eu-2}, {@code vectors-overseas} at {@code us}. Wire and model of all are
 * called {@code scripted}. A token costs one thousandth of a dollar.
 */
public final class AscTest implements BeforeEachCallback, AfterEachCallback {
  private final TestGateway.Settings settings;
  private @Nullable TestGateway gateway;

  private AscTest(TestGateway.Settings settings) {
    this.settings = settings;
  }

  /** With a budget of 1000 USD a day. */
  public static AscTest create() {
    return new AscTest(TestGateway.Settings.STANDARD);
  }

  /** With a budget of {@code dollars} a day, a decimal number. */
  public static AscTest withBudget(String dollars) {
    return withBudget(dollars, HoldMode.STRICT);
  }

  /** With a budget of {@code dollars} a day, held against in {@code mode}. */
  public static AscTest withBudget(String dollars, HoldMode mode) {
    return new AscTest(TestGateway.Settings.STANDARD.withBudget(dollars, mode));
  }

  /** With a budget of {@code dollars} a day, and {@code overdraft}. */
  public static AscTest withOverdraft(String dollars, Overdraft overdraft) {
    return new AscTest(
        TestGateway.Settings.STANDARD
            .withBudget(dollars, HoldMode.STRICT)
            .withOverdraft(overdraft));
  }

  /** The state of {@code limit}'s account now. */
  public Balance balance(Limit limit) {
    return gateway().balance(limit);
  }

  /** With these limits besides: of {@code tenant/acme}, of other than dollars a day. */
  public static AscTest withLimits(Limit... further) {
    return new AscTest(TestGateway.Settings.STANDARD.withLimits(List.of(further)));
  }

  /** With breakers and bulkheads of {@code config}. */
  public static AscTest withBreakers(BreakerConfig config) {
    return new AscTest(TestGateway.Settings.STANDARD.withBreakers(config));
  }

  /** With what reads records out of replies, such as asc-wire's {@code JsonReplyReader}. */
  public static AscTest withReplies(ReplyReader replies) {
    return new AscTest(TestGateway.Settings.STANDARD.withReplies(replies));
  }

  /**
   * With what a configuration asks of the audit log, and a log that stands before the test's own,
   * such as one that fails.
   */
  public static AscTest withAudit(AuditRules rules, UnaryOperator<AuditLog> log) {
    return new AscTest(TestGateway.Settings.STANDARD.withAudit(rules, log));
  }

  /** The same, with a budget held against in {@code mode}. */
  public static AscTest withAudit(AuditRules rules, UnaryOperator<AuditLog> log, HoldMode mode) {
    TestGateway.Settings settings = TestGateway.Settings.STANDARD;
    return new AscTest(settings.withBudget(settings.dollarsPerDay(), mode).withAudit(rules, log));
  }

  /**
   * With what a configuration asks to keep of content, and a store that stands before the test's.
   */
  public static AscTest withContents(AuditRules rules, UnaryOperator<ContentStore> contents) {
    return new AscTest(TestGateway.Settings.STANDARD.withContents(rules, contents));
  }

  /** The client of {@code acme}'s one caller. */
  public GovernedChatClient client() {
    return gateway().client();
  }

  /** The provider {@code eu}, first choice for the model {@code test}. */
  public ScriptedProvider provider() {
    return provider("eu");
  }

  /** A provider by its name: {@code eu}, {@code eu-2}, {@code eu-3} or {@code us}. */
  public ScriptedProvider provider(String name) {
    return Objects.requireNonNull(
        gateway().providers().get(name),
        () -> "provider: " + name + " (expected: eu, eu-2, eu-3 or us)");
  }

  /** Everything written down so far. */
  public List<AuditRecord> records() {
    return gateway().audit().records();
  }

  /** What is kept of prompts and replies. */
  public InMemoryContentStore contents() {
    return gateway().contents();
  }

  /** The state of the tenant's dollars of the day. */
  public Balance balance() {
    return gateway().balance();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    gateway = TestGateway.open(settings);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestGateway ending = gateway();
    gateway = null;
    ending.close();
    ending.requireNothingOpen();
  }

  private TestGateway gateway() {
    if (gateway == null) {
      throw new IllegalStateException("AscTest: no test runs (expected: @RegisterExtension)");
    }
    return gateway;
  }
}
