package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.Flags;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.TransportType;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The thread that accepts connections. It ends at once when told to, without the usual two seconds of grace. */
final class ListenerThread extends MultiThreadIoEventLoopGroup {
    private ListenerThread(String name) {
        super(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    /** Of the transport that Armeria uses; with native ones, which the devnet does not bring along, a common one. */
    static EventLoopGroup named(String name) {
        return Flags.transportType() == TransportType.NIO
                ? new ListenerThread(name)
                : EventLoopGroups.newEventLoopGroup(1, name, true);
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        return super.shutdownGracefully(0, timeout, unit);
    }
}
