package io.aiarco.asc.provider.http;

import io.aiarco.asc.egress.EgressResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import okhttp3.Response;

/** An answer of OkHttp's. One thread reads, any closes. */
final class HttpAnswer implements EgressResponse {
  private final Response response;
  private final AnswerBody body;

  HttpAnswer(Response response, AnswerBody body) {
    this.response = response;
    this.body = body;
  }

  @Override
  public int status() {
    return response.code();
  }

  /** Absent, too, when the value holds a control character: it may end up in a header or a log. */
  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.header(name))
        .filter(value -> value.chars().noneMatch(Character::isISOControl));
  }

  @Override
  public String host() {
    return response.request().url().host();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void stillWaiting() throws IOException {
    body.stillWaiting();
  }

  @Override
  public void close() {
    body.close();
  }
}
