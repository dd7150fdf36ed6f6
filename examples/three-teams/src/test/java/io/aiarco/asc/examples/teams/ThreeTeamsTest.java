package io.aiarco.asc.examples.teams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatResponse;
import io.aiarco.asc.policy.ResidencyException;
import io.aiarco.asc.simulator.Dialect;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreeTeamsTest {
  @TempDir Path folder;

  @Test
  void eachTeamIsServedByItsOwnProviderInItsOwnDialect() throws Exception {
    try (Company company = Company.open(folder)) {
      assertServed("claude/claude-sonnet-4-5@eu-west", company.support().ask("Hello?"));
      assertServed(
          "house/meta-llama/Llama-3.1-8B-Instruct@datacentre", company.platform().ask("Hello?"));
      assertServed("mistral/mistral-small-latest@eu-north", company.research().ask("Hello?"));

      assertEquals(Dialect.ANTHROPIC, company.claude().arrivals().get(0).dialect());
      assertEquals(Dialect.VLLM, company.house().arrivals().get(0).dialect());
      assertEquals(Dialect.MISTRAL, company.mistral().arrivals().get(0).dialect());
    }
  }

  @Test
  void streamAndWholeReplyAreTheSame() throws Exception {
    try (Company company = Company.open(folder)) {
      for (Team team : new Team[] {company.support(), company.platform(), company.research()}) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        ChatResponse streamed = team.tell("Where is my parcel?", print(told));

        assertEquals(team.ask("Where is my parcel?").text(), streamed.text());
        assertEquals(streamed.text(), told.toString(StandardCharsets.UTF_8).strip());
      }
    }
  }

  @Test
  void regionIsTheTenantsNotTheModels() throws Exception {
    try (Company company = Company.open(folder)) {
      assertThrows(ResidencyException.class, () -> company.researchAbroad().ask("Hello?"));

      assertTrue(company.claude().arrivals().isEmpty());
    }
  }

  @Test
  void oneTeamsMoneyRunsOutAndNobodyElseNotices() throws Exception {
    try (Company company = Company.open(folder)) {
      int answered = ThreeTeams.experiments(company.research());

      assertTrue(answered > 0, "some were paid for");
      assertEquals(answered, company.mistral().arrivals().size(), "the refused one was not sent");
      assertFalse(company.support().ask("Hello?").text().isEmpty());
    }
  }

  @Test
  void programTellsTheWholeDay() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Company company = Company.open(folder)) {
      ThreeTeams.play(company, print(out));
    }

    String said = out.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("support: claude/claude-sonnet-4-5@eu-west"), said);
    assertTrue(said.contains("research: residency: model assistant"), said);
    assertTrue(said.contains("its money lasted for"), said);
  }

  private static void assertServed(String endpoint, ChatResponse reply) {
    assertEquals(endpoint, reply.route().endpoint().toString());
    assertFalse(reply.text().isEmpty());
    assertTrue(reply.cost().isPresent(), "it is priced");
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
