package io.snet4j.junit;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.HostedService;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.devnet.PublishedService;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link SnetNetwork} stands for. On a field, with options that an annotation cannot hold:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SnetExtension NET = SnetExtension.builder()
 *         .service(() -> ScriptedProvider.builder().trains(Work.after(Duration.ofHours(1))).build())
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SnetExtension implements ParameterResolver, AfterEachCallback, TestExecutionExceptionHandler {
    private static final Namespace NAMESPACE = Namespace.create(SnetExtension.class);
    private static final int MOST_SHOWN = 200;

    /** What a method may take of its session, beside the provider. */
    private static final Map<Class<?>, Function<TestSession, Object>> PARTS = Map.of(
            TestSession.class, session -> session,
            TestAccount.class, TestSession::account,
            PublishedService.class, TestSession::service,
            SnetClient.class, TestSession::client,
            ServiceClient.class, TestSession::open,
            SessionFaults.class, TestSession::faults);

    private final Optional<SessionOptions> options;

    /** By the annotation of the test's method or class. */
    public SnetExtension() {
        this(Optional.empty());
    }

    private SnetExtension(Optional<SessionOptions> options) {
        this.options = options;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Devnet.class
                || context.getTestMethod().isPresent()
                        && (PARTS.containsKey(type)
                                || HostedService.class.isAssignableFrom(type)
                                        && type.isInstance(session(context).provider()));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Devnet.class) {
            return options(context).net().devnet();
        }
        return PARTS.getOrDefault(type, TestSession::provider).apply(session(context));
    }

    private TestSession session(ExtensionContext context) {
        return Objects.requireNonNull(context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        context.getUniqueId(), id -> options(context).start(), TestSession.class));
    }

    private Optional<TestSession> begun(ExtensionContext context) {
        return Optional.ofNullable(context.getStore(NAMESPACE).get(context.getUniqueId(), TestSession.class));
    }

    private SessionOptions options(ExtensionContext context) {
        return options.orElseGet(() -> SessionOptions.of(wanted(context)));
    }

    private static SnetNetwork wanted(ExtensionContext context) {
        Optional<Method> method = context.getTestMethod();
        Optional<SnetNetwork> found = method.flatMap(test -> AnnotationSupport.findAnnotation(test, SnetNetwork.class));
        Class<?> type = context.getRequiredTestClass();
        while (found.isEmpty() && type != null) {
            found = AnnotationSupport.findAnnotation(type, SnetNetwork.class);
            type = type.getEnclosingClass();
        }
        return found.orElseThrow(() -> new IllegalStateException(
                "SnetExtension finds no @SnetNetwork on the test; put one there, or register SnetExtension.builder()"));
    }

    /** Adds what happened in the network to what the test failed with. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        begun(context).ifPresent(session -> {
            try {
                failure.addSuppressed(new WhatHappened(shown(session.journal())));
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        });
        throw failure;
    }

    private static String shown(List<JournalEntry> journal) {
        if (journal.isEmpty()) {
            return "nothing happened in the network";
        }
        List<JournalEntry> last = journal.subList(Math.max(0, journal.size() - MOST_SHOWN), journal.size());
        return "what happened in the network, " + last.size() + " of " + journal.size() + ":\n"
                + last.stream().map(JournalEntry::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Optional.ofNullable(context.getStore(NAMESPACE).remove(context.getUniqueId(), TestSession.class))
                .ifPresent(TestSession::close);
    }

    /** Shows a journal beside a failure. */
    private static final class WhatHappened extends Exception {
        private static final long serialVersionUID = 1L;

        WhatHappened(String journal) {
            super(journal, null, false, false);
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }

    /** Not thread-safe. */
    public static final class Builder {
        private Supplier<? extends HostedService> service = ScriptedProvider::new;
        private TestNetwork.Options network = TestNetwork.Options.defaults();
        private DaemonVersion daemon = DaemonVersion.V6_0;
        private int daemons = 1;
        private boolean tls;
        private int freeCalls;
        private Cogs callPrice = Cogs.ofFet("0.0001");
        private Cogs funds = Cogs.ofFet("100");

        private Builder() {}

        /** Makes what is hosted, once for each test. A {@link ScriptedProvider} unless set. */
        public Builder service(Supplier<? extends HostedService> service) {
            this.service = service;
            return this;
        }

        /** As {@link SnetNetwork#daemon}. */
        public Builder daemonVersion(DaemonVersion version) {
            daemon = version;
            return this;
        }

        /** As {@link SnetNetwork#daemons}. */
        public Builder daemons(int number) {
            daemons = number;
            return this;
        }

        /** As {@link SnetNetwork#tls}. */
        public Builder tls(boolean wanted) {
            tls = wanted;
            return this;
        }

        /** As {@link SnetNetwork#freeCalls}. */
        public Builder freeCalls(int calls) {
            freeCalls = calls;
            return this;
        }

        /** As {@link SnetNetwork#callPrice}. */
        public Builder callPrice(Cogs price) {
            callPrice = price;
            return this;
        }

        /** As {@link SnetNetwork#funds}. */
        public Builder funds(Cogs tokens) {
            funds = tokens;
            return this;
        }

        /** As {@link SnetNetwork#channelLife}. */
        public Builder channelLife(BlockCount blocks) {
            network = network.withChannelLife(blocks);
            return this;
        }

        /** As {@link SnetNetwork#blockSeconds}. */
        public Builder blockTime(Duration time) {
            network = network.withBlockTime(time);
            return this;
        }

        /** As {@link SnetNetwork#network}. */
        public Builder network(String name) {
            network = network.withName(name);
            return this;
        }

        public SnetExtension build() {
            return new SnetExtension(Optional.of(
                    new SessionOptions(service, network, daemon, daemons, tls, freeCalls, callPrice, funds)));
        }
    }
}
