package io.aiarco.asc.provider.http;

import io.aiarco.asc.egress.EgressRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: aborts it when a phase lasts too long, when it is cancelled or when its
 * thread is interrupted, and knows afterwards which of these it was. Everything that stops a call
 * goes through {@link Call#cancel}, after which OkHttp throws whatever it happens to be doing, so
 * the reason is kept here and not read from the exception.
 *
 * <p>Thread-safe: one thread executes and reads, any thread aborts. Ends once, by {@link #finish}.
 */
final class OutboundCall extends EventListener {
  /** Why a call was aborted from outside. */
  enum Abort {
    CLOSED,
    INTERRUPTED
  }

  private static final ThreadLocal<OutboundCall> ON_THREAD = new ThreadLocal<>();

  private final EgressRequest request;
  private final long startNanos = System.nanoTime();
  private final Duration untilDeadline;
  private final PhaseTimer connect;
  private final PhaseTimer head;
  private final PhaseTimer deadline;
  private final Consumer<OutboundCall> onFinish;
  private final Call call;
  private final AtomicBoolean connecting = new AtomicBoolean();
  private final AtomicBoolean finished = new AtomicBoolean();
  private volatile boolean connected;
  private volatile @Nullable Abort abort;
  private volatile @Nullable Thread blocked;

  /**
   * A call about to be executed.
   *
   * @param untilDeadline what is left of the request's deadline
   * @param onFinish told once, when nothing of the call is left
   */
  OutboundCall(
      EgressRequest request,
      Duration untilDeadline,
      OkHttpClient client,
      Request.Builder okRequest,
      Consumer<OutboundCall> onFinish) {
    this.request = request;
    this.untilDeadline = untilDeadline;
    this.onFinish = onFinish;
    this.call = client.newCall(okRequest.tag(OutboundCall.class, this).build());
    this.connect = new PhaseTimer(connectPatience(), call::cancel);
    this.head = new PhaseTimer(request.timeouts().firstToken(), call::cancel);
    // One millisecond more: when it fires, the caller's clock shows a passed deadline, too.
    this.deadline = new PhaseTimer(untilDeadline.plusMillis(1), call::cancel);
  }

  /** The call the current thread executes. */
  static OutboundCall onThisThread() {
    return ON_THREAD.get();
  }

  /** The longest a connection may take. */
  Duration connectPatience() {
    Duration connectTimeout = request.timeouts().connect();
    return connectTimeout.compareTo(untilDeadline) < 0 ? connectTimeout : untilDeadline;
  }

  /** The longest one socket operation may take; what is shorter is timed elsewhere. */
  Duration readPatience() {
    Duration firstToken = request.timeouts().firstToken();
    Duration interChunk = request.timeouts().interChunk();
    return firstToken.compareTo(interChunk) > 0 ? firstToken : interChunk;
  }

  /** What is left for the first byte of the body, at least a millisecond. */
  Duration firstBytePatience() {
    Duration left = request.timeouts().firstToken().minusNanos(System.nanoTime() - startNanos);
    return left.compareTo(Duration.ofMillis(1)) > 0 ? left : Duration.ofMillis(1);
  }

  /** How long a body may pause that has brought nothing but signs of life. */
  Duration patienceForFirstToken() throws SocketTimeoutException {
    Duration firstToken = request.timeouts().firstToken();
    Duration left = firstToken.minusNanos(System.nanoTime() - startNanos);
    if (left.isNegative() || left.isZero()) {
      finish();
      throw new SocketTimeoutException(
          "first-token: no content from " + request.url().getHost() + " within " + firstToken);
    }
    Duration interChunk = interChunk();
    return left.compareTo(interChunk) < 0 ? left : interChunk;
  }

  /** How long the body may pause. */
  Duration interChunk() {
    return request.timeouts().interChunk();
  }

  /** Sends the request and waits for the answer's head. Failing, it has finished. */
  Response execute() throws IOException {
    boolean answered = false;
    deadline.enter();
    head.enter();
    ON_THREAD.set(this);
    blocked = Thread.currentThread();
    try {
      request.cancellation().onCancel(call::cancel);
      Response response = interruptible(call);
      answered = true;
      return response;
    } catch (IOException e) {
      throw explain(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw explain(new InterruptedIOException("interrupted"));
    } finally {
      blocked = null;
      ON_THREAD.remove();
      connect.exit();
      head.exit();
      if (!answered) {
        finish();
      }
    }
  }

  /** Declares what Kotlin does not: OkHttp 5 lets the exception through while it connects. */
  private static Response interruptible(Call call) throws IOException, InterruptedException {
    return call.execute();
  }

  /** Marks the current thread as waiting for bytes, for {@link InterruptWatch}. */
  void enterRead() {
    blocked = Thread.currentThread();
  }

  /** Ends {@link #enterRead}. */
  void exitRead() {
    blocked = null;
  }

  /** Aborts the call if the thread that waits for it was interrupted. */
  void abortIfInterrupted() {
    Thread thread = blocked;
    if (thread != null && thread.isInterrupted()) {
      abort(Abort.INTERRUPTED);
    }
  }

  /** Ends the connection's part in this call at once. */
  void abort(Abort why) {
    if (abort == null) {
      abort = why;
    }
    call.cancel();
  }

  /** Nothing more will come, or be wanted. */
  void finish() {
    if (finished.compareAndSet(false, true)) {
      deadline.exit();
      onFinish.accept(this);
    }
  }

  /** What a failure means, in the words of {@link io.aiarco.asc.egress.Egress}. */
  IOException explain(IOException e) {
    String host = request.url().getHost();
    if (deadline.fired()) {
      return caused(new SocketTimeoutException("deadline: passed waiting for " + host), e);
    }
    if (request.cancellation().isCancelled()) {
      return caused(new InterruptedIOException("call to " + host + ": cancelled"), e);
    }
    if (abort != null || Thread.currentThread().isInterrupted()) {
      String why = abort == Abort.CLOSED ? "closed" : "interrupted";
      return caused(new InterruptedIOException("call to " + host + ": " + why), e);
    }
    if (e instanceof UnknownHostException && e.getCause() instanceof IOException cause) {
      return cause;
    }
    boolean timedOut = e instanceof SocketTimeoutException;
    if (connect.fired() || (timedOut && !connected)) {
      String what = "connect: no connection to " + host + " within " + connectPatience();
      return caused(new ConnectException(what), e);
    }
    if (head.fired()) {
      String what = "first-token: nothing from " + host + " within ";
      return caused(new SocketTimeoutException(what + request.timeouts().firstToken()), e);
    }
    if (e instanceof ProtocolException) {
      // Without its message and itself: OkHttp quotes the bytes that surprised it.
      return new ProtocolException("answer of " + host + ": broken off, or not HTTP");
    }
    return e;
  }

  private static IOException caused(IOException explained, IOException cause) {
    explained.initCause(cause);
    return explained;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    // Once: OkHttp 5 dials several addresses of a host side by side.
    if (connecting.compareAndSet(false, true)) {
      connect.enter();
    }
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    connected = true;
    connect.exit();
  }
}
