package io.snet4j.internal.transport;

import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundBuffer;
import io.grpc.netty.shaded.io.netty.channel.ChannelOutboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/**
 * A connection that ends when the other side makes us answer and does not read the answers. HTTP/2 has an answer to
 * each ping, to each change of settings, and to each frame of a stream that is over; gRPC keeps them in memory until
 * they are read, without any bound.
 */
final class BoundedSocket extends NioSocketChannel {
    /** Far more than a connection has waiting whose other side reads. */
    private static final int MOST_FRAMES = 10_000;

    /** Messages wait too, but in frames of 16 KiB, and for no more than the other side has room for. */
    private static final int SMALL_FRAME = 1024;

    BoundedSocket() {
        pipeline().addFirst(new Limit());
    }

    private static final class Limit extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object frame, ChannelPromise written) {
            ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
            if (waiting == null || waiting.size() < MOST_FRAMES || average(waiting) >= SMALL_FRAME) {
                context.write(frame, written);
                return;
            }
            ReferenceCountUtil.release(frame);
            IOException reason = new IOException("the daemon does not read what it makes this client answer: "
                    + waiting.size() + " frames wait for it; the connection is ended");
            written.tryFailure(reason);
            context.fireExceptionCaught(reason);
            context.close();
        }

        private static long average(ChannelOutboundBuffer waiting) {
            return waiting.totalPendingWriteBytes() / waiting.size();
        }
    }
}
