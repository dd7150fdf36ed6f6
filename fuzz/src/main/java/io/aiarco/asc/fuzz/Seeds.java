package io.aiarco.asc.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aiarco.asc.testkit.conformance.ConformanceCase;
import io.aiarco.asc.testkit.conformance.ConformanceSuite;
import io.aiarco.asc.testkit.conformance.WireReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What fuzzing begins with: the bytes of the catalogue, and the headers of its cases. */
final class Seeds {
  private static final int LONGEST_BYTES = 8 << 10;

  /** The catalogue has no vectors yet. */
  private static final List<String> VECTORS =
      List.of(
          "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"index\":0,\"embedding\":[0.25,-1]},"
              + "{\"index\":1,\"embedding\":[1e-3,2]}],\"usage\":{\"prompt_tokens\":2}}",
          "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"index\":1,\"embedding\":\"AACAPgAAgL8=\"},"
              + "{\"index\":0,\"embedding\":\"AACAPwAAAEA=\"}],\"usage\":{\"prompt_tokens\":2}}");

  private Seeds() {}

  static List<byte[]> of(Target target) {
    List<byte[]> seeds = new ArrayList<>();
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
