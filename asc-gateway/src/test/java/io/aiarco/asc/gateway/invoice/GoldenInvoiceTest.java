package io.aiarco.asc.gateway.invoice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aiarco.asc.budget.prices.PriceFile;
import io.aiarco.asc.budget.prices.PriceTable;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.call.Region;
import io.aiarco.asc.chat.ReplyAssembler;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.usage.Usage;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.WireDialect;
import io.aiarco.asc.wire.anthropic.AnthropicDialect;
import io.aiarco.asc.wire.openai.OpenAiDialect;
import io.aiarco.asc.wire.responses.ResponsesDialect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Invoices reckoned by hand, from the usage object a provider sends to the nano that is charged.
 * Each file has the arithmetic beside its cases: the figures after the last {@code =} of a line add
 * up to the cost, which is checked too.
 */
class GoldenInvoiceTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** Whose usage objects a file has, and a reply around them. */
  enum Invoice {
    OPENAI_CHAT(new OpenAiDialect(OpenAiDialect.Flavour.OPENAI), "chat"),
    OPENAI_RESPONSES(new ResponsesDialect(), "responses"),
    ANTHROPIC(new AnthropicDialect(AnthropicDialect.Version.V2026_10_21), "anthropic"),
    MISTRAL(new OpenAiDialect(OpenAiDialect.Flavour.MISTRAL), "chat"),
    VLLM(new OpenAiDialect(OpenAiDialect.Flavour.VLLM), "chat");

    private final WireDialect dialect;
    private final String reply;

    Invoice(WireDialect dialect, String protocol) {
      this.dialect = dialect;
      this.reply =
          switch (protocol) {
            case "responses" ->
                "{'id':'r','model':'m','status':'completed','output':[{'type':'message','role':"
                    + "'assistant','content':[{'type':'output_text','text':'hi'}]}]";
            case "anthropic" ->
                "{'id':'r','type':'message','model':'m','role':'assistant','content':[{'type':"
                    + "'text','text':'hi'}],'stop_reason':'end_turn'";
            default ->
                "{'id':'r','model':'m','choices':[{'index':0,'message':{'role':'assistant',"
                    + "'content':'hi'},'finish_reason':'stop'}]";
          };
    }

    String file() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    Usage usage(String tier, String json) throws ProviderFailure {
      byte[] body =
          (reply.replace('\'', '"')
                  + (tier.isEmpty() ? "" : ",\"service_tier\":\"" + tier + '"')
                  + ",\"usage\":"
                  + json
                  + "}")
              .getBytes(StandardCharsets.UTF_8);
      ReplyAssembler assembled = new ReplyAssembler();
      dialect.decoder(new Asked("m", 1, false, false)).whole(body, body.length, assembled::add);
      return assembled.usage();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyInvoiceIsEqualToTheNano(Invoice invoice) throws IOException, ProviderFailure {
    PriceTable prices;
    try (InputStream in = resource("prices.json")) {
      prices = PriceFile.read(in, "prices.json");
    }
    String text;
    try (InputStream in = resource(invoice.file() + ".txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String[] cases = text.substring(3).split("\n== ", -1);

    for (String each : cases) {
      String[] lines = each.split("\n", -1);
      String model = lines[0].substring(0, lines[0].indexOf(": "));
      Usage usage = invoice.usage(after("service_tier ", lines), first("{", lines));
      String cost =
          prices.price(at(invoice.file(), model), NOW, usage).map(Money::decimal).orElse("none");

      assertEquals(after("cost ", lines), cost, lines[0]);
      if (!cost.equals("none")) {
        assertEquals(cost, Money.decimal(reckoned(lines)), lines[0]);
        Money most = prices.most(at(invoice.file(), model), NOW, usage).orElseThrow();
        assertTrue(Money.of(cost, most.currency()).compareTo(most) <= 0, lines[0]);
      }
    }
  }

  private static long reckoned(String[] lines) {
    return Stream.of(lines)
        .filter(line -> line.contains("= "))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('=') + 1).strip()))
        .sum();
  }

  private static String first(String start, String[] lines) {
    return Arrays.stream(lines).filter(line -> line.startsWith(start)).findFirst().orElse("");
  }

  private static String after(String start, String[] lines) {
    String line = first(start, lines);
    return line.isEmpty() ? "" : line.substring(start.length());
  }

  private static EndpointId at(String provider, String model) {
    return new EndpointId(new ProviderId(provider), new ModelName(model), new Region("eu"));
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(GoldenInvoiceTest.class.getResourceAsStream(name), name);
  }
}
