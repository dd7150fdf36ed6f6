package io.aiarco.asc.provider.http;

import io.aiarco.asc.egress.TrustZone;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.simulator.Dialect;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;

/** The contract for {@link HttpChatProvider} over {@link OkHttpEgress}. */
abstract class HttpProviderContract extends ChatProviderContract {
  private final OkHttpEgress egress = OkHttpEgress.open(EgressConfig.STANDARD, Clock.systemUTC());
  private final ProviderKind kind;
  private final String apiVersion;
  private final Dialect dialect;

  HttpProviderContract(ProviderKind kind, Dialect dialect) {
    this(kind, "", dialect);
  }

  HttpProviderContract(ProviderKind kind, String apiVersion, Dialect dialect) {
    this.kind = kind;
    this.apiVersion = apiVersion;
    this.dialect = dialect;
  }

  @Override
  Dialect dialect() {
    return dialect;
  }

  @Override
  ChatProvider provider(URI baseUrl) {
    ProviderConfig config =
        new ProviderConfig(
            ProviderCalls.PROVIDER, kind, apiVersion, null, baseUrl, TrustZone.LOOPBACK);
    return new HttpChatProvider(config, egress, Clock.systemUTC());
  }

  @AfterEach
  void closeEgress() {
    egress.close();
  }
}
