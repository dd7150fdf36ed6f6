package io.aiarco.asc.oracles;

import io.aiarco.asc.chat.Reply;
import io.aiarco.asc.chat.StreamEvent;
import io.aiarco.asc.provider.ProviderFailure;
import io.aiarco.asc.testkit.conformance.ConformanceCase;
import io.aiarco.asc.testkit.conformance.ConformanceSuite;
import io.aiarco.asc.testkit.conformance.WireReply;
import io.aiarco.asc.wire.ReplyHead;
import io.aiarco.asc.wire.StreamWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Replies to compare: those of the catalogue and the golden files, and what ASC serves of each. */
final class Samples {
  private static final Path GOLDENS = Path.of("../asc-wire/src/test/resources");
  private static final int LONGEST_BYTES = 2 << 20;
  private static final ReplyHead HEAD =
      new ReplyHead("served-1", "support", Instant.parse("2026-11-25T10:00:00Z"), true);

  private Samples() {}

  /** Replies that came, short enough to be read by everyone, and that ASC takes for whole. */
  static List<Sample> received() throws IOException {
    List<Sample> all = new ArrayList<>();
    for (Vendor vendor : Vendor.values()) {
      all.addAll(catalogue(vendor));
      all.addAll(goldenReplies(vendor));
    }
    all.removeIf(sample -> sample.body().length > LONGEST_BYTES || !endsWell(sample));
    return all;
  }

  /** What ASC serves of {@code received} in each protocol, whole and streamed. */
  static List<Sample> served(List<Sample> received) throws IOException, ProviderFailure {
    List<Sample> all = new ArrayList<>();
    for (Sample came : received) {
      for (Vendor vendor : Vendor.values()) {
        String name = came.name() + " as " + vendor.dialect().name();
        Reply reply = came.reply();
        all.add(
            new Sample(name + " whole", vendor, false, vendor.dialect().replyBody(HEAD, reply)));
        all.add(new Sample(name + " stream", vendor, true, stream(vendor, came)));
      }
    }
    return all;
  }

  /** ASC's golden files of one dialect. */
  static List<Path> goldens(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(GOLDENS.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static List<Sample> catalogue(Vendor vendor) {
    String wire = vendor.dialect().name();
    List<Sample> all = new ArrayList<>();
    for (ConformanceCase one : ConformanceSuite.catalogue().cases()) {
      for (String mode : one.modes(wire)) {
        WireReply reply = one.reply(wire, mode);
        boolean streamed = reply.header("content-type").orElse("").startsWith("text/event-stream");
        body(reply)
            .map(body -> new Sample(one.id() + " " + wire + " " + mode, vendor, streamed, body))
            .ifPresent(all::add);
      }
    }
    return all;
  }

  /** A body that came whole with status 200. */
  private static Optional<byte[]> body(WireReply reply) {
    try {
      byte[] body = reply.body().readAllBytes();
      return reply.status() == 200 ? Optional.of(body) : Optional.empty();
    } catch (IOException e) {
      // The case is about a connection that breaks.
      return Optional.empty();
    }
  }

  private static List<Sample> goldenReplies(Vendor vendor) throws IOException {
    List<Sample> all = new ArrayList<>();
    for (String ending : List.of(".response.json", ".response.sse")) {
      for (Path file : goldens(vendor.goldens(), ending)) {
        String name = vendor.goldens() + "/" + file.getFileName();
        all.add(new Sample(name, vendor, ending.endsWith(".sse"), Files.readAllBytes(file)));
      }
    }
    return all;
  }

  private static boolean endsWell(Sample sample) {
    try {
      sample.reply();
      return true;
    } catch (ProviderFailure | IOException e) {
      return false;
    }
  }

  private static byte[] stream(Vendor vendor, Sample came) throws IOException, ProviderFailure {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamWriter writer = vendor.dialect().streamWriter(HEAD, out);
    for (StreamEvent event : came.events()) {
      writer.event(event);
    }
    return out.toByteArray();
  }
}
