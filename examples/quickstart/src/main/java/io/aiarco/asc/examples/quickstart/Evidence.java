package io.aiarco.asc.examples.quickstart;

import io.aiarco.asc.audit.verify.Verifier;
import io.aiarco.asc.audit.verify.VerifyReport;
import java.io.IOException;
import java.util.List;

/** The gateway is closed; what it wrote down proves itself, and agrees with what callers saw. */
final class Evidence implements Step {
  @Override
  public String title() {
    return "The audit log, verified";
  }

  @Override
  public void play(Stage stage, Screen screen, Checks checks) throws IOException {
    stage.close();

    VerifyReport report = Verifier.verify(stage.log(), List.of(), List.of());
    report.lines().forEach(line -> screen.line("log", line));
    screen.line("again", stage.verifyCommand());
    checks.equal("chain, tree, checkpoints and balances hold", 0, report.exitCode());
    if (stage.isSimulated()) {
      checks.equal(
          "tenant trial was charged to the nano what its replies cost",
          stage.trialSpent(),
          LogLines.settled(stage.log(), "trial"));
    }
  }
}
