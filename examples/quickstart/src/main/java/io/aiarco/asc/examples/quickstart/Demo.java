package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.gateway.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The tour behind {@code ./asc demo}: every stop shows one thing and checks that it held. The exit
 * code is 0 only if every check of every stop held.
 */
public final class Demo {
  private static final int CHECK_FAILED = 1;
  private static final int USAGE = 2;

  private static final List<Step> TOUR =
      List.of(
          new WholeReply(),
          new TokenByToken(),
          new OnceOnly(),
          new Outage(),
          new Residency(),
          new HardBudget(),
          new Evidence(),
          new OneFlippedByte());

  /** What an auditor comes for: calls, an outage, a refusal; then his question. */
  private static final List<Step> AUDIT =
      List.of(
          new WholeReply(), new OnceOnly(), new Outage(), new Residency(), new AuditorsQuestion());

  /** Without the stops that switch providers off or spend a budget. */
  private static final List<Step> LIVE_TOUR =
      List.of(
          new WholeReply(),
          new TokenByToken(),
          new OnceOnly(),
          new Residency(),
          new Evidence(),
          new OneFlippedByte());

  private final Screen screen;
  private final Checks checks;

  private Demo(Screen screen) {
    this.screen = screen;
    this.checks = new Checks(screen);
  }

  /** Runs the tour and ends the process with its exit code. */
  public static void main(String[] args) throws InterruptedException {
    // The launcher says whether a person watches: Java cannot tell on every version.
    boolean terminal = Boolean.getBoolean("asc.terminal");
    System.exit(run(System.out, System.err, terminal, System.getenv(), args));
  }

  /** The tour on the given streams; the exit code. */
  static int run(
      PrintStream out, PrintStream err, boolean terminal, Map<String, String> env, String... args)
      throws InterruptedException {
    try {
      Options options = Options.parse(args);
      if (options.help()) {
        out.println(Options.USAGE);
        return 0;
      }
      String provider = options.live() ? liveProvider(env) : "";
      try (Workplace workplace = Workplace.open(options.keep())) {
        Demo demo = new Demo(Screen.of(out, terminal, env));
        return provider.isEmpty()
            ? demo.simulated(workplace, tour(options.role()))
            : demo.live(workplace, provider);
      }
    } catch (UsageException e) {
      err.println("asc demo: " + e.getMessage());
      err.println(Options.USAGE);
      return USAGE;
    } catch (AscException | ConfigurationException | IOException | UncheckedIOException e) {
      // What the tour needs could not be opened: a folder, a port, a real provider's key.
      err.println("asc demo: " + e);
      return CHECK_FAILED;
    }
  }

  private static List<Step> tour(Options.Role role) {
    return switch (role) {
      case NEWCOMER -> TOUR;
      case AUDITOR -> AUDIT;
      case FINANCE -> finance();
    };
  }

  /** What finance comes for; the steps share what was spent. */
  private static List<Step> finance() {
    ProviderMeter meter = new ProviderMeter();
    Expenses expenses = new Expenses(meter);
    return List.of(expenses, new WhoSpentWhat(expenses), new PastTheGateway(meter));
  }

  private int simulated(Workplace workplace, List<Step> tour)
      throws IOException, InterruptedException {
    screen.title("AIARCO ASC: three simulated providers in two regions, no keys, no network");
    try (Providers providers = Providers.open();
        Stage stage = Stage.simulated(workplace, providers)) {
      play(tour, stage);
    }
    return end(workplace);
  }

  private int live(Workplace workplace, String provider) throws IOException, InterruptedException {
    screen.title("AIARCO ASC: the real " + provider + "; each call costs a fraction of a cent");
    try (Stage stage = Stage.live(workplace, provider)) {
      play(LIVE_TOUR, stage);
    }
    return end(workplace);
  }

  private void play(List<Step> tour, Stage stage) throws InterruptedException {
    for (int i = 0; i < tour.size(); i++) {
      Step step = tour.get(i);
      screen.step(i + 1, step.title());
      try {
        step.play(stage, screen, checks);
      } catch (AscException | IOException | UncheckedIOException e) {
        // One stop that fails does not hide the others; the exit code tells.
        checks.that("the step runs to its end", false, "no exception", e.toString());
      }
    }
  }

  private int end(Workplace workplace) {
    screen.plain("");
    if (checks.failed() > 0) {
      screen.title(checks.failed() + " of " + checks.all() + " checks FAILED");
      return CHECK_FAILED;
    }
    screen.title("All " + checks.all() + " checks held.");
    screen.plain("");
    screen.plain("Next:");
    screen.plain(
        workplace.kept()
            ? "  less " + workplace.log() + "/*/*/seg-*.log"
            : "  ./asc demo --keep mydemo   the same, keeping configuration and audit log");
    screen.plain("  ./asc init                 an asc.yaml and a key of your own");
    screen.plain("  README.md                  15 lines of Java for your service");
    return 0;
  }

  private static String liveProvider(Map<String, String> env) {
    if (!env.getOrDefault("OPENAI_API_KEY", "").isBlank()) {
      return "openai";
    }
    if (!env.getOrDefault("ANTHROPIC_API_KEY", "").isBlank()) {
      return "anthropic";
    }
    throw new UsageException(
        "--live: no key (expected: OPENAI_API_KEY or ANTHROPIC_API_KEY in the environment)");
  }
}
