package io.aiarco.asc.budget.prices;

import io.aiarco.asc.budget.PriceBook;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.TenantId;
import io.aiarco.asc.money.Currency;
import io.aiarco.asc.money.Money;
import io.aiarco.asc.usage.Usage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One book for all tenants but those with prices of their own. Immutable. */
public final class TenantPrices implements PriceBook {
  private final PriceTable common;
  private final Map<TenantId, PriceTable> own;
  private final String sha256;

  private TenantPrices(PriceTable common, Map<TenantId, PriceTable> own) {
    this.common = common;
    this.own = Map.copyOf(own);
    this.sha256 = hash();
  }

  /** {@code common} for every tenant but those in {@code own}. */
  public static PriceBook of(PriceTable common, Map<TenantId, PriceTable> own) {
    return own.isEmpty() ? common : new TenantPrices(common, own);
  }

  @Override
  public PriceBook of(TenantId tenant) {
    return own.getOrDefault(tenant, common);
  }

  @Override
  public Currency currency() {
    return common.currency();
  }

  /** Over all books and whose they are; a cost has the hash of the one book that priced it. */
  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public Optional<Money> price(EndpointId endpoint, Instant at, Usage usage) {
    return common.price(endpoint, at, usage);
  }

  @Override
  public Optional<Money> most(EndpointId endpoint, Instant at, Usage bound) {
    return common.most(endpoint, at, bound);
  }

  private String hash() {
    StringBuilder all = new StringBuilder(common.sha256());
    Map<String, String> byTenant = new TreeMap<>();
    own.forEach((tenant, table) -> byTenant.put(tenant.value(), table.sha256()));
    byTenant.forEach((tenant, hash) -> all.append('\n').append(tenant).append(' ').append(hash));
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(all.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
