package io.aiarco.asc.provider.http;

import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes the OkHttp client of one trust zone, with a pool of its own. */
final class ZoneClients {
  private ZoneClients() {}

  static OkHttpClient create(EgressConfig config, NameLookup lookup, AddressGuard guard) {
    return new OkHttpClient.Builder()
        // A redirect would carry x-api-key to another host: OkHttp strips Authorization only.
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .proxy(Proxy.NO_PROXY)
        .socketFactory(new GuardedSockets(guard))
        .dns(new GuardedDns(lookup, guard))
        .connectionPool(
            new ConnectionPool(
                config.maxIdleConnections(), config.keepAlive().toMillis(), TimeUnit.MILLISECONDS))
        .eventListenerFactory(call -> watching(call.request().tag(OutboundCall.class)))
        .addInterceptor(ZoneClients::withTimeouts)
        .addNetworkInterceptor(ZoneClients::withoutRetryHint)
        .build();
  }

  private static EventListener watching(@Nullable OutboundCall call) {
    return call == null ? EventListener.NONE : call;
  }

  /** Sets the call's own times; a client per call would do so, too, at a kilobyte and more each. */
  private static Response withTimeouts(Interceptor.Chain chain) throws IOException {
    OutboundCall call = OutboundCall.onThisThread();
    int connect = millis(call.connectPatience());
    int io = millis(call.readPatience());
    return chain
        .withConnectTimeout(connect, TimeUnit.MILLISECONDS)
        .withReadTimeout(io, TimeUnit.MILLISECONDS)
        .withWriteTimeout(io, TimeUnit.MILLISECONDS)
        .proceed(chain.request());
  }

  /** OkHttp repeats a request without a body when a 503 says "retry after 0", whatever was set. */
  private static Response withoutRetryHint(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    return response.code() == 503 && "0".equals(response.header("Retry-After"))
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  private static int millis(Duration wait) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, wait.toMillis()));
  }

  /** Drops what is idle; connections in use end with their calls. */
  static void close(OkHttpClient client) {
    // No dispatcher to stop: requests run on their callers' threads.
    client.connectionPool().evictAll();
  }
}
