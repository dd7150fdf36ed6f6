package io.aiarco.asc.gateway.fault;

import io.aiarco.asc.chat.ChatResponse;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Says on a child process's standard output what its callers saw. Thread-safe. */
final class Witness {
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  /** {@code reply <number> <audit id> <cost in USD> <served from>}. */
  void saw(long number, ChatResponse reply) {
    String cost = reply.cost().map(each -> each.amount().decimal()).orElse("none");
    say("reply " + number + " " + reply.auditId() + " " + cost + " " + reply.servedFrom());
  }

  /** One line in one write, so that it is told whole or not at all. */
  void say(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What no caller expects ends the process, and its parent is told. */
  static void dieOfSurprises() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          e.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
  }

  /** Standard input ends with the parent, however that ends; then this process does. */
  static void stayWhileTheParentLives() throws IOException {
    while (System.in.read() >= 0) {}
    Runtime.getRuntime().halt(0);
  }
}
