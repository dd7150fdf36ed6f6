package io.aiarco.asc.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts replies, errors and model lists into one exchange's wire. Immutable.
 *
 * @param id of the exchange, without a dialect's prefix
 */
record Answers(Wire wire, String id, long createdSeconds) {

  /**
   * The reply to {@code call}, with those of its faults that change what is said; the others are in
   * {@code treatment}.
   */
  Answer reply(Reply reply, ReceivedRequest call, Treatment treatment) {
    reply.faults().forEach(fault -> fault.applyTo(treatment));
    if (treatment.error != null) {
      return error(treatment.error).with(treatment.headers).with(reply.headers());
    }
    Reply.Golden golden = treatment.body != null ? treatment.body : reply.golden();
    Answer answer =
        golden != null
            ? Answer.golden(golden, treatment.bodyStatus, wire.headers(id))
            : told(reply, call);
    return brokenBy(treatment, answer).with(reply.headers());
  }

  Answer error(ProviderError error) {
    return Answer.whole(error.status(), json(), wire.error(error, id));
  }

  Answer models(List<String> models) {
    return Answer.whole(200, json(), wire.models(models, createdSeconds));
  }

  private Answer told(Reply reply, ReceivedRequest call) {
    Script script = Script.of(id, createdSeconds, reply, call);
    return call.stream()
        ? Answer.stream(wire.headers(id), wire.stream(script, call.includeUsage()))
        : Answer.whole(200, json(), wire.whole(script));
  }

  private Answer brokenBy(Treatment treatment, Answer answer) {
    if (treatment.errorEventAfter == Treatment.NEVER) {
      return answer;
    }
    int status = wire.overloadedStatus();
    ProviderError error =
        ProviderError.of(status, "Overloaded (simulated, after the reply had begun)");
    if (!answer.stream()) {
      return Answer.whole(200, answer.headers(), wire.error(error, id));
    }
    int kept = (int) Math.min(treatment.errorEventAfter, answer.events().size());
    List<byte[]> events = new ArrayList<>(answer.events().subList(0, kept));
    events.addAll(wire.errorEvents(error, id, kept));
    return Answer.stream(answer.headers(), events);
  }

  private Map<String, String> json() {
    Map<String, String> headers = new LinkedHashMap<>(wire.headers(id));
    headers.put("Content-Type", "application/json");
    return headers;
  }
}
