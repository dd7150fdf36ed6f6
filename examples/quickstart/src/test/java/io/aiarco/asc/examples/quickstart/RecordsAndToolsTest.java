package io.aiarco.asc.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.chat.ChatClient;
import io.aiarco.asc.credential.SecretAccess;
import io.aiarco.asc.gateway.AscGateway;
import io.aiarco.asc.identity.CallerCredential;
import io.aiarco.asc.identity.apikey.ApiKey;
import io.aiarco.asc.simulator.Reply;
import io.aiarco.asc.tool.ToolRun;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/structured-output.md and docs/tools.md, on a real gateway and wire. */
class RecordsAndToolsTest {
  private final Providers providers = Providers.open();
  private AscGateway asc;
  private ChatClient chat;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    ApiKey key = ApiKey.mint("test", new SecureRandom());
    new ConfigCopy("asc.yaml").key('A', key).urls(providers).write(folder);
    asc = AscGateway.open(folder.resolve("asc.yaml"));
    chat = asc.client(CallerCredential.apiKey(key.reveal(SecretAccess.get())));
  }

  @AfterEach
  void close() {
    asc.close();
    providers.close();
  }

  @Test
  void letterBecomesARecord() {
    providers
        .frankfurt()
        .reply(
            Reply.text(
                """
                {"number": "7-81", "total": 119.00, "currency": "EUR", "due": "2026-12-24",
                 "lines": [{"item": "parcel", "count": 2}]}
                """));

    Optional<Invoice> invoice = ReadInvoice.of("Two parcels, 119 euros until Christmas.", chat);

    assertEquals(
        new Invoice(
            "7-81",
            new BigDecimal("119.00"),
            Invoice.Currency.EUR,
            Optional.of(LocalDate.of(2026, 12, 24)),
            List.of(new Invoice.Line("parcel", 2))),
        invoice.orElseThrow());
    String sent = providers.frankfurt().arrivals().get(0).body().text();
    assertTrue(sent.contains("\"name\":\"Invoice\""), sent);
    assertTrue(sent.contains("\"strict\":true"), sent);
  }

  @Test
  void letterThatIsNoInvoiceIsNone() {
    providers.frankfurt().reply(Reply.text("That is a poem."));

    assertEquals(Optional.empty(), ReadInvoice.of("Shall I compare thee", chat));
  }

  @Test
  void modelLooksAtTheWeather() {
    providers
        .frankfurt()
        .reply(Reply.tool("call_1", "weather", "{\"city\":\"Köln\"}"))
        .reply(Reply.text("Take one."));

    ToolRun run = Umbrella.ask("Do I need an umbrella in Köln?", chat);

    assertEquals("Take one.", run.response().text());
    assertEquals(2, run.turns().size());
    assertTrue(
        providers.frankfurt().arrivals().get(1).body().text().contains("\"content\":\"rain\""));
  }
}
