package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.identity.apikey.ApiKey;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code asc keys}: callers' keys. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Make callers' keys.")
final class KeysCommand {
  private final Shell shell;

  KeysCommand(Shell shell) {
    this.shell = shell;
  }

  /** Prints a new key for its owner and, beside it, what the configuration needs to know of it. */
  @Command(
      name = "mint",
      mixinStandardHelpOptions = true,
      description = "Print a new key (the only time it is shown) and its line for asc.yaml.")
  int mint(
      @Option(
              names = "--env",
              defaultValue = "dev",
              description = "A label in the key, 2 to 8 of a-z (default: ${DEFAULT-VALUE}).")
          String env,
      @Option(names = "--tenant", defaultValue = "acme", description = "Whose key it is.")
          String tenant,
      @Option(names = "--principal", defaultValue = "svc:app", description = "Who shows it.")
          String principal) {
    ApiKey key = ApiKey.mint(env, new SecureRandom());
    shell.out().println(key.reveal(SecretAccess.get()));
    shell.err().println("identity.keys:");
    shell
        .err()
        .printf(
            "  - {id: %s, sha256: %s, tenant: %s, principal: \"%s\"}%n",
            key.id(), key.sha256(), tenant, principal);
    return ExitCode.OK;
  }
}
