package io.snet4j.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.examples.digits.wire.DigitsProto.RecognizeReply;
import io.snet4j.examples.digits.wire.DigitsProto.RecognizeRequest;
import io.snet4j.grpc.ModelIds;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.registry.Pricing;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.ModelUpdate;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The steps of the story by our client, each made of its public calls; the same ones that official.py has. */
final class Steps implements AutoCloseable {
    private static final WaitOptions PATIENCE = WaitOptions.builder(Duration.ofMinutes(2))
            .pollEvery(Duration.ofMillis(200))
            .build();

    private final DevnetConnection net;
    private final Provider provider;
    private final Publishing publishing;
    private @Nullable Session session;

    Steps(DevnetConnection net) {
        this.net = net;
        provider = new Provider(net);
        publishing = new Publishing(net);
    }

    Object run(JsonNode step) {
        String name = step.path("do").asText();
        return switch (name) {
            case "open" -> open(step);
            case "methods" -> methods();
            case "requirements" -> Views.requirements(training().getMethodMetadata(method(step)));
            case "create" -> Views.model(training().createModel(newModel(step)));
            case "get" -> Views.model(training().getModel(model(step)));
            case "list" -> list(step);
            case "update" -> Views.model(training().updateModel(model(step), changes(step)));
            case "delete" -> training().deleteModel(model(step)).name();
            case "validation_price" ->
                text(training().validateModelPrice(model(step)).price());
            case "training_price" ->
                text(training().trainModelPrice(model(step)).price());
            case "upload" -> upload(step);
            case "train" ->
                training()
                        .trainModel(new TrainingQuote(model(step), price(step)))
                        .name();
            case "wait_for" -> waitFor(step);
            case "call" -> call(step);
            case "channels" ->
                session().service().payments().channelStates().stream()
                        .map(Views::channel)
                        .toList();
            case "free_calls_left" -> session().service().payments().freeCallsLeft();
            case "start_claim" ->
                provider.startClaim(ChannelId.parse(step.path("channel").asText()));
            case "publish" -> publishing.publish(step);
            case "rename" -> publishing.rename(step);
            case "documents" -> publishing.documents(step);
            case "protos" -> publishing.protos(step);
            case "finish_claim" -> text(provider.finishClaim());
            default -> throw new IllegalArgumentException("there is no step \"" + name + "\"");
        };
    }

    /** A program that was started anew: nothing is remembered of the payments before. */
    private Object open(JsonNode step) {
        end();
        session = Session.open(net, step);
        Pricing pricing = session.service().group().pricing();
        return Map.of("price", text(((Pricing.Fixed) pricing).price()));
    }

    private Object methods() {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (MethodRef method : training().getTrainingMetadata().methods()) {
            methods.computeIfAbsent(method.service(), service -> new TreeSet<>())
                    .add(method.method());
        }
        return methods;
    }

    private static NewModel newModel(JsonNode step) {
        return NewModel.builder()
                .method(step.path("method").asText())
                .name(step.path("name").asText())
                .description(step.path("description").asText(""))
                .build();
    }

    private Object list(JsonNode step) {
        ModelFilter.Builder filter = ModelFilter.builder()
                .nameContains(step.path("name").asText(""))
                .methodContains(step.path("method").asText(""));
        if (step.has("statuses")) {
            filter.statuses(StreamSupport.stream(step.path("statuses").spliterator(), false)
                    .map(status -> ModelStatus.valueOf(status.asText()))
                    .toArray(ModelStatus[]::new));
        }
        if (step.has("public")) {
            filter = step.path("public").asBoolean() ? filter.onlyPublic() : filter.onlyPrivate();
        }
        return training().getAllModels(filter.build()).stream()
                .sorted(Comparator.comparing(model -> model.id().value()))
                .map(Views::model)
                .toList();
    }

    private static ModelUpdate changes(JsonNode step) {
        ModelUpdate.Builder changes = ModelUpdate.builder();
        if (step.has("name")) {
            changes.name(step.path("name").asText());
        }
        if (step.has("description")) {
            changes.description(step.path("description").asText());
        }
        if (step.has("addresses")) {
            changes.addressesWithAccess(
                    StreamSupport.stream(step.path("addresses").spliterator(), false)
                            .map(address -> Address.parse(address.asText()))
                            .toList());
        }
        return changes.build();
    }

    private Object upload(JsonNode step) {
        ValidationQuote quote = new ValidationQuote(model(step), price(step));
        Path archive = Path.of(step.path("archive").asText());
        return training().uploadAndValidate(DatasetUpload.of(quote, archive)).name();
    }

    private Object waitFor(JsonNode step) {
        ModelStatus status = ModelStatus.valueOf(step.path("status").asText());
        return Views.model(training().awaitStatus(model(step), status, PATIENCE));
    }

    private Object call(JsonNode step) {
        byte[] image = HexFormat.of().parseHex(step.path("image").asText());
        RecognizeRequest.Builder request = RecognizeRequest.newBuilder().setImage(ByteString.copyFrom(image));
        if (step.has("model")) {
            ModelIds.set(request, model(step));
        }
        try {
            RecognizeReply reply = session().digits().recognize(request.build());
            return Map.of("label", reply.getLabel(), "confidence", reply.getConfidence(), "model", reply.getModelId());
        } catch (StatusRuntimeException e) {
            throw PaidChannel.reason(e).map(RuntimeException.class::cast).orElse(e);
        }
    }

    private MethodRef method(JsonNode step) {
        String name = step.path("method").asText();
        return training().getTrainingMetadata().methods().stream()
                .filter(method -> method.method().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no method \"" + name + "\""));
    }

    private static ModelId model(JsonNode step) {
        return new ModelId(step.path("model").asText());
    }

    private static Cogs price(JsonNode step) {
        return Cogs.parse(step.path("price").asText());
    }

    private static String text(Cogs amount) {
        return amount.value().toString();
    }

    private Training training() {
        return session().training();
    }

    private Session session() {
        return Objects.requireNonNull(session, "no service is open");
    }

    @Override
    public void close() {
        end();
        publishing.close();
    }

    private void end() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
