package io.vesper.channel.stomp;

import io.vesper.channel.ChannelListener;
import io.vesper.channel.Connected;
import io.vesper.channel.Delivery;
import io.vesper.channel.Disconnected;

/**
 * Calls the listener so that what it throws, against its contract, is known as its own failure and cannot damage the
 * connection in whose midst it was called.
 */
final class GuardedListener implements ChannelListener {
    private final ChannelListener listener;
    private boolean muted;

    GuardedListener(ChannelListener listener) {
        this.listener = listener;
    }

    /** Nothing is told from now on. */
    void mute() {
        muted = true;
    }

    @Override
    public void connected(Connected session) {
        call(() -> listener.connected(session));
    }

    @Override
    public void disconnected(Disconnected event) {
        call(() -> listener.disconnected(event));
    }

    @Override
    public void received(Delivery delivery) {
        call(() -> listener.received(delivery));
    }

    @Override
    public void confirmed(String id) {
        call(() -> listener.confirmed(id));
    }

    @Override
    public void unconfirmed(String id, String reason) {
        call(() -> listener.unconfirmed(id, reason));
    }

    private void call(Runnable call) {
        if (muted) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
