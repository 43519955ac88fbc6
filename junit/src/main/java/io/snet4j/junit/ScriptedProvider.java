package io.snet4j.junit;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.Status;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.junit.internal.ExampleProto;
import io.snet4j.provider.ProviderServer;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A provider that does as a test says: how long validating and training take by a {@link TestClock}, how they end, what
 * they cost, which of its methods fails, what its service answers. It learns nothing. One object is for one network at
 * a time. Thread-safe; what is set while it runs holds from the next call on.
 *
 * @since 0.1.0
 */
public final class ScriptedProvider implements HostedService {
    private final String serviceId;
    private final FileDescriptor descriptor;
    private final Map<String, String> protoFiles;
    private final Map<String, UnaryOperator<String>> answers;
    private final ScriptedModels models;
    private final TestClock clock;
    private final Map<String, Status> failures = new ConcurrentHashMap<>();
    private @Nullable HostContext context;
    private @Nullable ProviderServer server;

    /** The service {@code example-service}: all work is done at once, and each question is its own answer. */
    public ScriptedProvider() {
        this(builder());
    }

    private ScriptedProvider(Builder builder) {
        serviceId = builder.serviceId;
        descriptor = builder.descriptor;
        protoFiles = Map.copyOf(builder.protoFiles);
        answers = Map.copyOf(builder.answers);
        clock = builder.clock;
        models = new ScriptedModels(builder.script, clock);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** By which validating and training take their time. */
    public TestClock clock() {
        return clock;
    }

    /** What is done from now on with a dataset. Models that are being validated go on as they were begun. */
    public void validates(Work work) {
        models.script(script -> script.withValidation(work));
    }

    /** What is done from now on in training. Models that are being trained go on as they were begun. */
    public void trains(Work work) {
        models.script(script -> script.withTraining(work));
    }

    /** What both cost from the next question on. Quotes that were given before stand until the daemon asks again. */
    public void price(Cogs validation, Cogs training) {
        models.script(script -> script.withPrices(validation, training));
    }

    /**
     * From now on a method fails with a status, until {@link #recover}. Daemons pass the status's words on for some
     * methods. An upload fails when all of it has arrived; daemons take that for a validation that goes on, and are
     * paid for it.
     */
    public void fails(ProviderMethod method, Status status) {
        models.script(script -> script.withFailure(method, requireFailure(status)));
    }

    /**
     * From now on a method of the service's own fails with a status, until {@link #recover}.
     *
     * @param method its name, without service and package
     * @throws IllegalArgumentException if the service has no such method
     */
    public void fails(String method, Status status) {
        ScriptedAnswers.requireKnown(descriptor, Set.of(method));
        failures.put(method, requireFailure(status));
    }

    /** From now on no method fails. */
    public void recover() {
        failures.clear();
        models.script(Script::withoutFailures);
    }

    /** Forgets all its models, which the daemon goes on to list. */
    public void loseModels() {
        models.forget();
    }

    /**
     * Nobody listens at its port any more, until {@link #comeBack}. It keeps its models.
     *
     * @throws IllegalStateException if it is not hosted
     */
    public synchronized void goDown() {
        requireHosted();
        stop();
    }

    /** @throws IllegalStateException if it is not hosted */
    public synchronized void comeBack() {
        HostContext hosted = requireHosted();
        if (server == null) {
            server = serve(hosted);
        }
    }

    private HostContext requireHosted() {
        if (context == null) {
            throw new IllegalStateException("no network hosts the service " + serviceId);
        }
        return context;
    }

    private void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    private synchronized void end() {
        context = null;
        stop();
    }

    /** Its models, in the order in which they were created, without those that were deleted. */
    public List<ScriptedModel> models() {
        return models.all();
    }

    /** How often the daemon called a method, since the beginning, whatever came of it. */
    public int calls(ProviderMethod method) {
        return models.calls(method);
    }

    private static Status requireFailure(Status status) {
        if (status.isOk()) {
            throw new IllegalArgumentException("a method fails with a status other than OK");
        }
        return status;
    }

    @Override
    public String serviceId() {
        return serviceId;
    }

    @Override
    public String displayName() {
        return serviceId;
    }

    @Override
    public Map<String, String> protoFiles() {
        return protoFiles;
    }

    @Override
    public FileDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public synchronized Running start(HostContext hosted) {
        ProviderServer running = serve(hosted);
        context = hosted;
        server = running;
        return Running.at(running.uri(), this::end);
    }

    private ProviderServer serve(HostContext hosted) {
        ProviderServer.Builder next =
                ProviderServer.builder().port(hosted.port()).addService(models);
        ScriptedAnswers.of(descriptor, answers, failures).forEach(service -> next.addService(() -> service));
        return next.start();
    }

    /** Not thread-safe. */
    public static final class Builder {
        private static final String EXAMPLE = "snet4j_example.proto";

        private String serviceId = "example-service";
        private FileDescriptor descriptor = ExampleProto.getDescriptor();
        private Map<String, String> protoFiles = Map.of(EXAMPLE, exampleSource());
        private final Map<String, UnaryOperator<String>> answers = new LinkedHashMap<>();
        private Script script = Script.PLAIN;
        private TestClock clock = new TestClock();

        private Builder() {}

        /**
         * The service to be, instead of {@code example.Example} with its method {@code ask}.
         *
         * @param serviceId at most 32 bytes in UTF-8
         * @param file the compiled form of its proto file, as the generated classes have it
         * @param protoSource the text of that file
         */
        public Builder service(String serviceId, FileDescriptor file, String protoSource) {
            this.serviceId = serviceId;
            this.descriptor = file;
            this.protoFiles = Map.of(file.getName().substring(file.getName().lastIndexOf('/') + 1), protoSource);
            return this;
        }

        /**
         * What a method answers, as JSON to JSON. Methods that are not named answer with the fields of the request that
         * their answer has too. A method that streams its answers takes an array.
         *
         * @param method its name, without service and package
         */
        public Builder answers(String method, UnaryOperator<String> answer) {
            answers.put(method, answer);
            return this;
        }

        /** What is done with a dataset. {@link Work#atOnce} unless set. */
        public Builder validates(Work work) {
            script = script.withValidation(work);
            return this;
        }

        /** What is done in training. {@link Work#atOnce} unless set. */
        public Builder trains(Work work) {
            script = script.withTraining(work);
            return this;
        }

        /** What validation and training cost. 0.01 FET each unless set. */
        public Builder price(Cogs validation, Cogs training) {
            script = script.withPrices(validation, training);
            return this;
        }

        /** Each model's price doubles when it is asked for a second time: a quote from before is refused then. */
        public Builder priceDoublesAfterQuote() {
            script = script.withDoubling();
            return this;
        }

        /** As {@link ScriptedProvider#fails}, from the beginning. May be repeated. */
        public Builder fails(ProviderMethod method, Status status) {
            script = script.withFailure(method, requireFailure(status));
            return this;
        }

        /** One of its own unless set. */
        public Builder clock(TestClock clock) {
            this.clock = clock;
            return this;
        }

        /** @throws IllegalArgumentException if an answer is for a method that the service does not have */
        public ScriptedProvider build() {
            ScriptedAnswers.requireKnown(descriptor, answers.keySet());
            return new ScriptedProvider(this);
        }

        private static String exampleSource() {
            try (InputStream source =
                    Objects.requireNonNull(ScriptedProvider.class.getResourceAsStream("/" + EXAMPLE), EXAMPLE)) {
                return new String(source.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + EXAMPLE + " from this jar", e);
            }
        }
    }
}
