package io.saleslens.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;

/** Notes when a request waits for its client, and has those cut off that are too slow. */
final class Pace extends Handler.Wrapper {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Peers peers;
  private volatile Scheduler.Task next;

  Pace(Peers peers) {
    this.peers = peers;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lookLater();
  }

  private void lookLater() {
    next =
        getServer()
            .getScheduler()
            .schedule(
                () -> {
                  peers.look();
                  if (!isStopped()) {
                    lookLater();
                  }
                },
                LOOK_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  @Override
  protected void doStop() throws Exception {
    next.cancel();
    super.doStop();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Peer peer = peers.of(request.getConnectionMetaData().getConnection());
    peer.begin();
    Request.addCompletionListener(request, failure -> peer.end(System.nanoTime()));
    Request timed = new TimedRequest(request, peer);
    return super.handle(timed, new TimedResponse(timed, response, peer), callback);
  }

  private static final class TimedRequest extends Request.Wrapper {
    private final Peer peer;

    TimedRequest(Request request, Peer peer) {
      super(request);
      this.peer = peer;
    }

    @Override
    public void demand(Runnable here) {
      peer.await(System.nanoTime());
      super.demand(
          Invocable.from(
              Invocable.getInvocationType(here),
              () -> {
                peer.goOn(System.nanoTime());
                here.run();
              }));
    }
  }

  private static final class TimedResponse extends Response.Wrapper {
    private final Peer peer;

    TimedResponse(Request request, Response response, Peer peer) {
      super(request, response);
      this.peer = peer;
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
      peer.await(System.nanoTime());
      super.write(
          last,
          bytes,
          new Callback.Nested(callback) {
            @Override
            public void succeeded() {
              peer.goOn(System.nanoTime());
              super.succeeded();
            }

            @Override
            public void failed(Throwable failure) {
              peer.goOn(System.nanoTime());
              super.failed(failure);
            }
          });
    }
  }
}
