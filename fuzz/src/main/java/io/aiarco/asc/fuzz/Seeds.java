package io.aiarco.asc.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.testkit.conformance.ConformanceCase;
import io.aiarco.asc.testkit.conformance.ConformanceSuite;
import io.aiarco.asc.testkit.conformance.WireReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What fuzzing begins with: the bytes of the catalogue, the headers of its cases, and requests as
 * clients of each protocol write them, in every Unicode encoding.
 */
final class Seeds {
  private static final int LONGEST_BYTES = 8 << 10;

  /** Beside the catalogue's, in both forms. */
  private static final List<String> VECTORS =
      List.of(
          "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"index\":0,\"embedding\":[0.25,-1]},"
              + "{\"index\":1,\"embedding\":[1e-3,2]}],\"usage\":{\"prompt_tokens\":2}}",
          "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"index\":1,\"embedding\":\"AACAPgAAgL8=\"},"
              + "{\"index\":0,\"embedding\":\"AACAPwAAAEA=\"}],\"usage\":{\"prompt_tokens\":2}}");

  private Seeds() {}

  static List<byte[]> of(Target target) {
    List<byte[]> seeds = new ArrayList<>();
    if (target.requests()) {
      for (Charset charset : List.of(UTF_8, UTF_16, UTF_16LE, Charset.forName("UTF-32"))) {
        requests().forEach(request -> seeds.add(Input.seed(false, request.getBytes(charset))));
      }
      return seeds;
    }
    if (target == Target.EMBEDDINGS) {
      VECTORS.forEach(vectors -> seeds.add(Input.seed(false, vectors.getBytes(UTF_8))));
    }
    for (ConformanceCase one : ConformanceSuite.catalogue().cases()) {
      for (String wire : one.wires()) {
        if (target.wire().isEmpty() || target.wire().equals(wire)) {
          one.modes(wire).forEach(mode -> add(one.reply(wire, mode), target, seeds));
        }
      }
    }
    return seeds;
  }

  /**
   * Those of the catalogue, and some with all that clients may say. Requests of one protocol are
   * bad ones of the others, so every reader begins with all.
   */
  private static List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (ConformanceCase one : ConformanceSuite.catalogue().cases()) {
      for (String wire : one.requests()) {
        byte[] body = one.request(wire);
        if (body.length <= LONGEST_BYTES) {
          requests.add(new String(body, UTF_8));
        }
      }
    }
    try (InputStream file = Seeds.class.getResourceAsStream("requests.jsonl")) {
      new String(Objects.requireNonNull(file).readAllBytes(), UTF_8).lines().forEach(requests::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return requests;
  }

  private static void add(WireReply reply, Target target, List<byte[]> seeds) {
    if (target == Target.RETRY_AFTER) {
      Optional.ofNullable(reply.headers().get("retry-after"))
          .ifPresent(value -> seeds.add(Input.seed(true, value.getBytes(UTF_8))));
      return;
    }
    try {
      byte[] body = reply.body().readAllBytes();
      if (body.length <= LONGEST_BYTES) {
        seeds.add(Input.seed(reply.streamed(), body));
      }
    } catch (IOException e) {
      // The case is about a connection that breaks: its bytes are in other cases too.
    }
  }
}
