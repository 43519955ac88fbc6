package io.snet4j.hostile.bombs;

import com.sun.management.UnixOperatingSystemMXBean;
import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.SnetException;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs in the small JVM: meets one bomb after the other, says what came of each, calls an honest service after each
 * kind, and counts what is left open.
 */
final class SmallClient {
    static final String CALL = "toy.Toy/size";
    static final String CLEAN = "clean";
    static final String OPEN = "open";

    /** Of those that would go on for ever. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Duration LONG = Duration.ofSeconds(60);

    /** For one bomb with all its calls, long after all deadlines: what takes that long hangs. */
    private static final Duration HANGS = Duration.ofSeconds(120);

    private final DevnetConnection net;
    private final URI storage;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "calls");
        daemon.setDaemon(true);
        return daemon;
    });

    private SmallClient(DevnetConnection net, URI storage) {
        this.net = net;
        this.storage = storage;
    }

    /** @param args files with the network and the bombs, and the storage to ask */
    public static void main(String[] args) throws Exception {
        SmallClient small =
                new SmallClient(DevnetConnection.parse(Files.readString(Path.of(args[0]))), URI.create(args[2]));
        List<Bomb> bombs =
                Files.readAllLines(Path.of(args[1])).stream().map(Bomb::ofLine).toList();
        small.run(bombs);
        // Nothing that is left may keep this JVM.
        System.exit(0);
    }

    private void run(List<Bomb> bombs) throws Exception {
        say(CLEAN, "at first", clean());
        say(CLEAN, "once more", thread.submit(this::clean).get());
        Census before = Census.settled(Integer.MAX_VALUE, Long.MAX_VALUE);
        for (Bomb.Kind kind : Bomb.Kind.values()) {
            for (Bomb bomb : bombs) {
                if (bomb.kind() == kind) {
                    say(kind.name(), bomb.name(), within(bomb));
                }
            }
            say(CLEAN, "after " + kind, clean());
            Census after = Census.settled(before.threads, before.files);
            say(
                    OPEN,
                    "threads",
                    before.threads + " before, " + after.threads + " after " + kind
                            + (after.threads > before.threads ? ": " + after.names : ""));
            say(OPEN, "descriptors", before.files + " before, " + after.files + " after " + kind);
        }
    }

    private static void say(String what, String name, String outcome) {
        System.out.println(what + "\t" + name + "\t" + outcome);
    }

    private String within(Bomb bomb) throws InterruptedException {
        try {
            return thread.submit(() -> meet(bomb)).get(HANGS.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "hangs";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause());
        }
    }

    private static Duration deadline(Bomb.Kind kind) {
        return kind == Bomb.Kind.DAEMON || kind == Bomb.Kind.NODE ? SHORT : LONG;
    }

    private String meet(Bomb bomb) {
        List<String> outcomes = new ArrayList<>();
        try (SnetClient client = client(URI.create(bomb.node()), deadline(bomb.kind()))) {
            if (bomb.kind() == Bomb.Kind.NODE) {
                outcomes.add(outcome(() -> client.registry().organizationIds()));
            }
            if (bomb.kind() == Bomb.Kind.DAEMON) {
                outcomes.add(outcome(() -> {
                    try (ServiceClient service = client.openService(net.orgId(), bomb.service())) {
                        service.training().isEnabled();
                    }
                }));
            }
            outcomes.add(outcome(() -> {
                try (ServiceClient service = client.openService(net.orgId(), bomb.service())) {
                    service.call(CALL, "{}");
                }
            }));
        }
        return String.join(" ", outcomes);
    }

    private interface Action {
        void run();
    }

    /** The simple name of what was thrown; all that it says where it is not one of ours. */
    private static String outcome(Action action) {
        try {
            action.run();
            return Bomb.SERVED;
        } catch (SnetException e) {
            if (e.toString().length() > 5_000) {
                return "a message of " + e.toString().length() + " characters";
            }
            System.err.println(e);
            return e.getClass().getSimpleName();
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            return e.toString();
        }
    }

    private String clean() {
        try (SnetClient client = client(net.rpcUrl(), LONG);
                ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
            return service.call(CALL, "{}").replaceAll("\\s+", " ");
        } catch (SnetException e) {
            return e.toString();
        }
    }

    private SnetClient client(URI node, Duration deadline) {
        DevnetConnection.Contracts contracts = net.contracts();
        return SnetClient.builder()
                .network(Network.local(net.chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(node)
                .storage(List.of(storage))
                .identity(net.account("consumer").identity())
                .callDeadline(deadline)
                .spendingLimit(
                        SpendingLimit.builder().channelDeposit(Cogs.of(10_000)).build())
                .build();
    }

    /** What this JVM has open. */
    private record Census(int threads, long files, String names) {
        /** As soon as it is no more than before, and in the end in any case; pools take a moment to end. */
        static Census settled(int threads, long files) throws InterruptedException, IOException {
            Census now = now();
            for (int i = 0; i < 300 && (i < 10 || now.threads > threads || now.files > files); i++) {
                Thread.sleep(100);
                now = now();
            }
            return now;
        }

        private static Census now() {
            Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
            var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Census(
                    all.size(),
                    system.getOpenFileDescriptorCount(),
                    all.keySet().stream().map(Thread::getName).sorted().toList().toString());
        }
    }
}
