package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.error.AscException;
import io.aiarco.asc.gateway.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says every error in one readable line; the stack trace only when it was asked for. */
final class ErrorLines implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final PrintWriter err;
  private final BooleanSupplier debug;

  ErrorLines(PrintWriter err, BooleanSupplier debug) {
    this.err = err;
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    err.println("asc: " + e.getMessage());
    CommandLine line = e.getCommandLine();
    if (CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
      return ExitCode.USAGE;
    }
    if (line.getSubcommands().isEmpty()) {
      err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
    } else {
      line.usage(err);
    }
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
    err.println("asc: " + said(e));
    if (debug.getAsBoolean()) {
      e.printStackTrace(err);
    } else if (!expected(e)) {
      err.println("That should not have happened. The same with --debug shows where.");
    }
    // The library's factories refuse what cannot be a name, a number of tokens, a port.
    return e instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.FAILED;
  }

  private static boolean expected(Exception e) {
    return e instanceof AscException
        || e instanceof ConfigurationException
        || e instanceof IllegalArgumentException
        || e instanceof IOException
        || e instanceof UncheckedIOException;
  }

  private static String said(Exception e) {
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
      return said(cause);
    }
    String message = String.valueOf(e.getMessage());
    if (e instanceof AscException asc) {
      return asc.code() + ": " + message;
    }
    // The message of a file system's exception is only the path.
    boolean speaks = e instanceof ConfigurationException || e instanceof IllegalArgumentException;
    return speaks || e.getClass() == IOException.class
        ? message
        : e.getClass().getSimpleName() + ": " + message;
  }
}
