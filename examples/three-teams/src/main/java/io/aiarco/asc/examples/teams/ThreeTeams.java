package io.aiarco.asc.examples.teams;

import io.aiarco.asc.budget.BudgetExhaustedException;
import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.policy.ResidencyException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the three teams' day, on simulators: no key and no network is needed. */
public final class ThreeTeams {
  /** Research's budget pays for far fewer. */
  private static final int MOST_EXPERIMENTS = 1_000;

  private ThreeTeams() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("asc-three-teams");
    try (Company company = Company.open(folder)) {
      play(company, System.out);
    }
    System.out.println("Everything is in " + folder.resolve("asc-data") + ".");
  }

  static void play(Company company, PrintStream out) {
    report("support", company.support().tell("Where is my parcel?", out), out);
    report("platform", company.platform().tell("What does HTTP 409 mean?", out), out);
    report("research", company.research().tell("Name three rivers.", out), out);

    try {
      company.researchAbroad().ask("Name three rivers.");
    } catch (ResidencyException refusal) {
      out.println("research: " + refusal.getMessage());
    }

    int answered = experiments(company.research());
    out.println("research: its money lasted for " + answered + " more answers");
    report("support", company.support().ask("And is it insured?"), out);
  }

  /** Asks until the team's money is spent; how many answers it paid for. */
  static int experiments(Team research) {
    int answered = 0;
    while (answered < MOST_EXPERIMENTS) {
      try {
        research.ask("Name three rivers, again.");
        answered++;
      } catch (BudgetExhaustedException refusal) {
        return answered;
      }
    }
    throw new IllegalStateException("budget: not spent after " + answered + " answers");
  }

  private static void report(String team, ChatResponse reply, PrintStream out) {
    String cost = reply.cost().map(it -> it.amount().toString()).orElse("no price");
    out.println(team + ": " + reply.route().endpoint() + ", " + reply.usage() + ", " + cost);
  }
}
