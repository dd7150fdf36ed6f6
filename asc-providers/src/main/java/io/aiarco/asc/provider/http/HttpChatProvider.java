package io.aiarco.asc.provider.http;

import io.aiarco.asc.attempt.FailureClass;
import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ProviderId;
import io.aiarco.asc.chat.InvalidRequestException;
import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.EgressResponse;
import io.aiarco.asc.provider.ChatProvider;
import io.aiarco.asc.provider.ProviderCall;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.provider.ProviderStream;
import io.aiarco.asc.wire.Asked;
import io.aiarco.asc.wire.EmbeddingDialect;
import io.aiarco.asc.wire.ReplyDecoder;
import io.aiarco.asc.wire.ReplyEvents;
import io.aiarco.asc.wire.WireDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider behind HTTP. One class for all kinds: what they differ in is {@link ProviderKind}'s
 * data and the dialect's bytes. Streamed and whole replies take the same path; which of them came
 * is told by the answer, not by what was asked.
 *
 * <p>Thread-safe. Closing it ends the replies it has under way; the transport belongs to whoever
 * opened it.
 */
public final class HttpChatProvider implements ChatProvider {
  private static final Logger log = LoggerFactory.getLogger(HttpChatProvider.class);

  /** How much of an error's body is read; providers' own errors are far shorter. */
  private static final int ERROR_LIMIT_BYTES = 64 * 1024;

  private static final int REQUEST_ID_LIMIT_CHARS = 128;

  private final ProviderConfig config;
  private final WireDialect dialect;
  private final KeyHeader keyHeader;
  private final Addresses addresses;
  private final Egress egress;
  private final Clock clock;
  private final Set<ProviderStream> underway = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A provider that sends through {@code egress}; deadlines are read by {@code clock}. */
  public HttpChatProvider(ProviderConfig config, Egress egress, Clock clock) {
    this.config = config;
    this.dialect = config.protocol().dialect();
    this.keyHeader = config.authorization();
    this.addresses = new Addresses(config);
    this.egress = egress;
    this.clock = clock;
  }

  @Override
  public ProviderId id() {
    return config.id();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException when the grant is another provider's
   */
  @Override
  public ProviderStream open(ProviderCall call) throws ProviderFailure {
    EndpointId granted = call.grant().endpoint();
    if (!granted.provider().equals(config.id())) {
      throw new IllegalStateException(
          "grant: for " + granted + " (expected: an endpoint of " + config.id() + ")");
    }
    AttemptFailures failures = new AttemptFailures(call.deadline(), clock);
    EgressResponse answer;
    try {
      answer = egress.open(request(call));
    } catch (IOException e) {
      throw logged(call, failures.beforeAnswer(e));
    }
    if (answer.status() / 100 != 2 || isEncoded(answer)) {
      throw logged(call, refused(answer));
    }
    log.debug("{} at {}: HTTP {}", call.grant().call(), granted, answer.status());
    return started(answer, call, failures);
  }

  private EgressRequest request(ProviderCall call) throws ProviderFailure {
    Map<String, String> headers = new HashMap<>(dialect.headers(call.streamed()));
    Map.Entry<String, String> authorization = keyHeader.with(call.credential());
    headers.put(authorization.getKey(), authorization.getValue());
    return new EgressRequest(
        "POST",
        addresses.of(call.request().operation(), call.grant().endpoint().model()),
        headers,
        body(call),
        config.zone(),
        call.timeouts(),
        call.deadline(),
        call.cancellation(),
        call.grant());
  }

  private byte[] body(ProviderCall call) throws ProviderFailure {
    String model = call.grant().endpoint().model().value();
    try {
      return call.request()
          .fold(
              chat -> dialect.requestBody(chat, model, call.maxOutputTokens(), call.streamed()),
              embedding -> embeddings().requestBody(embedding, model));
    } catch (InvalidRequestException e) {
      throw ProviderFailure.of(FailureClass.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private ReplyDecoder decoder(ProviderCall call) {
    String model = call.grant().endpoint().model().value();
    return call.request()
        .fold(
            chat -> dialect.decoder(Asked.of(chat, dialect, model, call.streamed())),
            embedding -> embeddings().decoder(embedding));
  }

  private EmbeddingDialect embeddings() {
    return dialect
        .embeddings()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "request: embedding (expected: what " + dialect.name() + " can express)"));
  }

  private ProviderStream started(
      EgressResponse answer, ProviderCall call, AttemptFailures failures) {
    Optional<String> type = answer.header("content-type");
    FirstContent body = new FirstContent(answer, ReplyEvents.isStream(call.streamed(), type));
    ReplyEvents events = ReplyEvents.of(decoder(call), call.streamed(), body, type);
    ProviderStream stream =
        new HttpProviderStream(answer, body, events, requestId(answer), failures, underway::remove);
    underway.add(stream);
    // After adding: close() either finds the stream or is seen here.
    if (closed) {
      stream.close();
    }
    return stream;
  }

  private @Nullable String requestId(EgressResponse answer) {
    for (String name : dialect.requestIdHeaders()) {
      String id = answer.header(name).orElse("");
      if (!id.isEmpty() && id.length() <= REQUEST_ID_LIMIT_CHARS) {
        return id;
      }
    }
    return null;
  }

  /** Nothing was asked to be compressed; what is so all the same is not decoded. */
  private static boolean isEncoded(EgressResponse answer) {
    return answer
        .header("content-encoding")
        .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
        .isPresent();
  }

  private ProviderFailure refused(EgressResponse answer) {
    try (answer) {
      int status = answer.status();
      if (status >= 400) {
        return dialect.failure(status, answer::header, beginning(answer.body()), clock.instant());
      }
      String what =
          status / 100 == 3
              ? "answer: HTTP " + status + " (expected: a reply; redirects are never followed)"
              : "answer: HTTP " + status + " (expected: a reply, not compressed)";
      return new ProviderFailure(FailureClass.MALFORMED, what, status, null, null, null);
    }
  }

  /** The first bytes, as far as they come: the status alone says most. */
  private static byte[] beginning(InputStream body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[4096];
    try {
      while (bytes.size() < ERROR_LIMIT_BYTES) {
        int count = body.read(part, 0, Math.min(part.length, ERROR_LIMIT_BYTES - bytes.size()));
        if (count < 0) {
          break;
        }
        bytes.write(part, 0, count);
      }
    } catch (IOException e) {
      log.debug("error body: not read to its end", e);
    }
    return bytes.toByteArray();
  }

  private static ProviderFailure logged(ProviderCall call, ProviderFailure failure) {
    log.debug(
        "{} at {}: {}",
        call.grant().call(),
        call.grant().endpoint(),
        failure.failure().key(),
        failure);
    return failure;
  }

  @Override
  public void close() {
    closed = true;
    underway.forEach(ProviderStream::close);
  }
}
