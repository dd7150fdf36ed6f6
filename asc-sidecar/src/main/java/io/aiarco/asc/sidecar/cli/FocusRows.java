package io.aiarco.asc.sidecar.cli;

import io.aiarco.asc.audit.spend.Spend;
import io.aiarco.asc.audit.spend.SpendBy;
import io.aiarco.asc.audit.spend.SpendReport;
import io.aiarco.asc.audit.spend.SpendRow;
import io.aiarco.asc.json.CanonicalJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A report as a FOCUS 1.2 dataset (focus.finops.org, column library read 2026-11-25): one charge
 * for each day, tenant, team, provider, model, region and value of the tags that were asked for.
 * The provider stands as the configuration names it, the tenant as sub account, the model as SKU.
 * What FOCUS has no column for begins with {@code x_}. Immutable.
 */
record FocusRows(ZoneId zone, List<SpendBy> tags) {
  private static final List<SpendBy> FIXED =
      SpendBy.parseAll("day,tenant,team,provider,model,region");

  /** What the report has to be by. */
  static List<SpendBy> by(List<SpendBy> asked) {
    List<SpendBy> by = new ArrayList<>(FIXED);
    asked.stream().filter(each -> each.kind() == SpendBy.Kind.TAG).forEach(by::add);
    return by;
  }

  static void print(SpendReport report, PrintWriter out) {
    List<SpendBy> by = report.query().by();
    FocusRows rows = new FocusRows(report.query().zone(), by.subList(FIXED.size(), by.size()));
    CsvText csv = null;
    for (SpendRow row : report.rows()) {
      if (row.spend().attempts() > 0) { // what was only refused is no charge
        Map<String, String> cells = rows.cells(row);
        csv = csv == null ? heading(out, cells) : csv;
        csv.add(List.copyOf(cells.values()));
      }
    }
  }

  private static CsvText heading(PrintWriter out, Map<String, String> cells) {
    return new CsvText(out, cells.size(), List.copyOf(cells.keySet()));
  }

  private Map<String, String> cells(SpendRow row) {
    List<String> by = row.by();
    Spend spend = row.spend();
    LocalDate day = LocalDate.parse(by.get(0));
    String tenant = by.get(1);
    String provider = by.get(3);
    String model = by.get(4);
    String cost = spend.cost().decimal();
    String tokens = "" + spend.tokens().values().stream().mapToLong(Long::longValue).sum();
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("BilledCost", cost);
    cells.put("BillingAccountId", provider);
    cells.put("BillingAccountName", provider);
    cells.put("BillingCurrency", spend.cost().currency().code());
    cells.put("BillingPeriodEnd", start(day.withDayOfMonth(1).plusMonths(1)));
    cells.put("BillingPeriodStart", start(day.withDayOfMonth(1)));
    cells.put("ChargeCategory", "Usage");
    cells.put("ChargeClass", "");
    cells.put("ChargeDescription", "Tokens of " + model);
    cells.put("ChargeFrequency", "Usage-Based");
    cells.put("ChargePeriodEnd", start(day.plusDays(1)));
    cells.put("ChargePeriodStart", start(day));
    cells.put("ConsumedQuantity", tokens);
    cells.put("ConsumedUnit", "Tokens");
    cells.put("ContractedCost", cost);
    cells.put("EffectiveCost", cost);
    cells.put("InvoiceIssuerName", provider);
    cells.put("ListCost", cost);
    cells.put("PricingCategory", "Standard");
    cells.put("PricingQuantity", tokens);
    cells.put("PricingUnit", "Tokens");
    cells.put("ProviderName", provider);
    cells.put("PublisherName", provider);
    cells.put("RegionId", by.get(5));
    cells.put("ServiceCategory", "AI and Machine Learning");
    cells.put("ServiceName", provider);
    cells.put("SkuId", model);
    cells.put("SubAccountId", tenant);
    cells.put("SubAccountName", tenant);
    cells.put("Tags", tags(by.subList(FIXED.size(), by.size())));
    cells.put("x_EstimatedCost", spend.estimated().decimal());
    cells.put("x_PriceBooks", String.join(" ", spend.priceBooks()));
    cells.put("x_Team", by.get(2));
    return cells;
  }

  private String start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toString();
  }

  /** As JSON, which FOCUS calls its key-value format. */
  private String tags(List<String> values) {
    Map<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).isEmpty()) {
        sorted.put(tags.get(i).tag(), values.get(i));
      }
    }
    CanonicalJson json = new CanonicalJson().beginObject();
    sorted.forEach((key, value) -> json.name(key).value(value));
    return new String(json.endObject().toByteArray(), StandardCharsets.UTF_8);
  }
}
