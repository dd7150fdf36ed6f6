package io.aiarco.asc.alert;

import io.aiarco.asc.egress.Egress;
import io.aiarco.asc.egress.EgressRequest;
import io.aiarco.asc.egress.EgressResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A way out whose server answers the statuses it is given, then 204; 0 is no answer. */
final class ScriptedEgress implements Egress {
  final BlockingQueue<EgressRequest> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();

  ScriptedEgress(List<Integer> statuses) {
    this.statuses.addAll(statuses);
  }

  @Override
  public EgressResponse open(EgressRequest request) throws IOException {
    Integer next = statuses.poll();
    int status = next == null ? 204 : next;
    requests.add(request);
    if (status == 0) {
      throw new ConnectException("refused");
    }
    return new EgressResponse() {
      @Override
      public int status() {
        return status;
      }

      @Override
      public Optional<String> header(String name) {
        return Optional.empty();
      }

      @Override
      public String host() {
        return "pager.example";
      }

      @Override
      public InputStream body() {
        return new ByteArrayInputStream(new byte[0]);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
