package io.snet4j.junit;

import io.snet4j.devnet.HostedService;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What an annotation or a builder wants of each test's session. */
record SessionOptions(
        Supplier<? extends HostedService> service,
        TestNetwork.Options network,
        DaemonVersion daemon,
        int daemons,
        boolean tls,
        int freeCalls,
        Cogs callPrice,
        Cogs funds) {
    static SessionOptions of(SnetNetwork wanted) {
        return new SessionOptions(
                () -> made(wanted.service()),
                new TestNetwork.Options(
                        wanted.channelLife() == 0 ? Optional.empty() : Optional.of(BlockCount.of(wanted.channelLife())),
                        wanted.blockSeconds() == 0
                                ? Optional.empty()
                                : Optional.of(Duration.ofSeconds(wanted.blockSeconds())),
                        wanted.network()),
                wanted.daemon(),
                wanted.daemons(),
                wanted.tls(),
                wanted.freeCalls(),
                Cogs.ofFet(wanted.callPrice()),
                Cogs.ofFet(wanted.funds()));
    }

    TestNetwork net() {
        return TestNetwork.shared(network);
    }

    TestSession start() {
        return net().session(service.get())
                .daemonVersion(daemon)
                .daemons(daemons)
                .tls(tls)
                .freeCalls(freeCalls)
                .callPrice(callPrice)
                .funds(funds)
                .start();
    }

    private static HostedService made(Class<? extends HostedService> type) {
        try {
            Constructor<? extends HostedService> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type.getName() + " needs a constructor without parameters to be hosted by @SnetNetwork;"
                            + " SnetExtension.builder() takes any object",
                    e);
        }
    }
}
