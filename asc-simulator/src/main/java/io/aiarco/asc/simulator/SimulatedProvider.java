package io.aiarco.asc.simulator;

import io.aiarco.asc.simulator.http.ConnectionLost;
import io.aiarco.asc.simulator.http.HttpConnection;
import io.aiarco.asc.simulator.http.HttpRejection;
import io.aiarco.asc.simulator.http.HttpReplyWriter;
import io.aiarco.asc.simulator.http.HttpRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What happens on each connection: read, write down, decide, answer. Thread-safe; requests share
 * only the queue, the number and the switches below, and no lock is held while writing.
 */
final class SimulatedProvider {

  private final SimulatorConfig config;
  private final ArrivalLog log;
  private final Wires wires;
  private final AtomicLong numbers = new AtomicLong();
  private final Queue<Reply> queue = new ConcurrentLinkedQueue<>();
  private volatile Behaviour behaviour;
  private volatile Optional<String> requiredKey;
  private volatile boolean unavailable;

  SimulatedProvider(SimulatorConfig config, ArrivalLog log) {
    this.config = config;
    this.log = log;
    this.behaviour = config.behaviour();
    this.requiredKey = config.requiredKey();
    this.wires = new Wires(config.dialects());
  }

  void enqueue(Reply reply) {
    queue.add(reply);
  }

  int queued() {
    return queue.size();
  }

  void behaviour(Behaviour next) {
    behaviour = next;
  }

  void requiredKey(Optional<String> key) {
    requiredKey = key;
  }

  void unavailable(boolean now) {
    unavailable = now;
  }

  /** Serves one connection, request after request. */
  void serve(HttpConnection connection) throws IOException {
    try {
      Optional<HttpRequest> request = connection.next();
      while (request.isPresent() && exchange(connection, request.get())) {
        request = connection.next();
      }
    } catch (HttpRejection e) {
      reject(connection, e);
    }
    connection.finish();
  }

  /** One request and its reply; false if the connection is to end. */
  private boolean exchange(HttpConnection connection, HttpRequest request) throws IOException {
    long number = numbers.incrementAndGet();
    Wire wire = wires.of(request);
    Answering answering = new Answering(wire, config.name() + "-" + number, number, request);
    answering.understand();
    log.add(answering.arrival());
    Arrival.Ending ending = Arrival.Ending.DOWN;
    int status = 0;
    try {
      Treatment treatment = new Treatment(config.eventDelay());
      Answer answer = answering.answer(treatment);
      Delivery delivery = new Delivery(connection, request, treatment);
      status = answer.bare() ? 0 : answer.status();
      boolean whole = delivery.send(answer);
      ending = whole ? Arrival.Ending.COMPLETED : Arrival.Ending.CUT;
      return whole && delivery.keepAlive() && !answer.bare();
    } catch (ConnectionLost e) {
      ending = e.byClient() ? Arrival.Ending.ABORTED : Arrival.Ending.DOWN;
      throw e;
    } finally {
      log.end(number, ending, status);
    }
  }

  private void reject(HttpConnection connection, HttpRejection rejection) throws IOException {
    Wire wire = wires.ofNobody();
    String id = config.name() + "-rejected";
    ProviderError error =
        ProviderError.of(rejection.status(), String.valueOf(rejection.getMessage()));
    byte[] body = wire.error(error, id);
    HttpReplyWriter out = new HttpReplyWriter(connection, true);
    out.head(rejection.status(), Map.of("Content-Type", "application/json"), body.length, false);
    out.part(body, 0, body.length);
    out.end();
  }

  /** One request on its way to an answer. */
  private final class Answering {

    private final Wire wire;
    private final String id;
    private final long number;
    private final HttpRequest request;
    private @Nullable ReceivedRequest received;
    private @Nullable ProviderError refusal;

    Answering(Wire wire, String id, long number, HttpRequest request) {
      this.wire = wire;
      this.id = id;
      this.number = number;
      this.request = request;
    }

    void understand() {
      if (!wires.serves(wire)) {
        refusal = ProviderError.of(404, "dialect not served here");
        return;
      }
      Optional<Service> service = wire.service(request.path());
      if (service.isEmpty()) {
        refusal = new ProviderError(404, "Unknown request URL.", null, "unknown_url", null);
      } else if (!request.method().equals(service.get().method())) {
        refusal =
            ProviderError.of(405, "method not allowed (expected: " + service.get().method() + ")");
      } else if (service.get() != Service.MODELS) {
        read(service.get());
      }
    }

    private void read(Service service) {
      try {
        received = wire.read(number, service, request);
      } catch (RefusedRequest e) {
        refusal = e.error();
      }
    }

    Arrival arrival() {
      ReceivedRequest call = received;
      return new Arrival(
          number,
          config.clock().instant(),
          System.nanoTime(),
          wire.dialect(),
          request.method(),
          request.path(),
          call == null ? "" : call.model(),
          call != null && call.stream(),
          call != null && call.stored(),
          request.headers(),
          Body.sharing(request.body()),
          0,
          Arrival.Ending.OPEN,
          0);
    }

    Answer answer(Treatment treatment) {
      Answers answers = new Answers(wire, id, config.clock().instant().getEpochSecond());
      ProviderError error = refusedUnread();
      if (error == null) {
        error = refusal;
      }
      if (error != null) {
        return answers.error(error);
      }
      ReceivedRequest call = received;
      if (call == null) {
        return answers.models(config.models());
      }
      if (!config.models().isEmpty() && !config.models().contains(call.model())) {
        return answers.error(
            ProviderError.of(404, "The model '" + call.model() + "' does not exist."));
      }
      // Counting is no model call of its own: it must not eat the reply meant for the next one.
      Reply queued = call.kind() == ReceivedRequest.Kind.TOKEN_COUNT ? null : queue.poll();
      return answers.reply(queued != null ? queued : behaviour.replyTo(call), call, treatment);
    }

    private @Nullable ProviderError refusedUnread() {
      if (unavailable) {
        return ProviderError.of(503, "The server is overloaded or not ready yet (simulated).");
      }
      Optional<String> key = requiredKey;
      if (key.isPresent() && !key.get().equals(wire.key(request))) {
        return ProviderError.of(401, "Incorrect API key provided.");
      }
      return null;
    }
  }
}
