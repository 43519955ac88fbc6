package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.snet4j.testing.OtherJvm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class IoThreadsIT {
    @Test
    void theyEndWithTheirLastUserAndLeaveNoThreadThatAJvmWaitsFor() throws Exception {
        Process program = OtherJvm.quick(ShortProgram.class).start();

        assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("[main]");
        assertThat(program.waitFor()).isZero();
    }

    /** Uses them, and says which threads keep it alive when they are gone. */
    static final class ShortProgram {
        private ShortProgram() {}

        public static void main(String[] arguments) throws InterruptedException {
            IoThreads first = IoThreads.share();
            IoThreads second = IoThreads.share();
            List<EventLoopGroup> threads = List.of(first.next(), second.next());
            for (EventLoopGroup thread : threads) {
                thread.submit(() -> {}).sync();
            }
            first.close();
            first.close();
            if (threads.get(0).isShuttingDown()) {
                throw new IllegalStateException("they end before their last user");
            }
            second.close();
            while (!alive(thread -> thread.getName().startsWith("snet4j-io")).isEmpty()) {
                Thread.sleep(1);
            }
            System.out.println(alive(thread -> !thread.isDaemon()));
        }

        private static List<String> alive(Predicate<Thread> which) {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(which)
                    .map(Thread::getName)
                    .collect(Collectors.toList());
        }
    }
}
