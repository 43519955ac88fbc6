package io.snet4j.docs;

import static io.snet4j.training.ModelStatus.READY_TO_USE;
import static io.snet4j.training.ModelStatus.VALIDATED;

import com.google.protobuf.DynamicMessage;
import io.snet4j.ServiceClient;
import io.snet4j.dataset.DatasetHost;
import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetRoute;
import io.snet4j.errors.ModelNotAccessibleException;
import io.snet4j.errors.NotOwnerException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.grpc.ModelIds;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.Model;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.ModelUpdate;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingAvailability;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The pieces of docs/training.md. */
final class Examples {
    private final ServiceClient service;
    private final Training training;

    Examples(ServiceClient service) {
        this.service = service;
        this.training = service.training();
    }

    void availability() {
        // docs
        if (training.availability() instanceof TrainingAvailability.NotEnabled off) {
            System.out.println("no training here: " + off.daemonText());
        }
        // end
    }

    void metadata() {
        // docs
        for (MethodRef method : training.getTrainingMetadata().methods()) {
            var limits = training.getMethodMetadata(method).dataset();
            System.out.println(method + " takes " + limits.archiveTypes() + " of " + limits.fileTypes());
        }
        // end
    }

    Model create(Address friend) {
        // docs
        var model = training.createModel(NewModel.builder()
                .method("generate")
                .name("my first model")
                .description("cats and dogs")
                .addressesWithAccess(List.of(friend))
                .build());
        // end
        return model;
    }

    void share(ModelId model, Address friend) {
        // docs
        training.updateModel(
                model,
                ModelUpdate.builder()
                        .name("v2")
                        .addressesWithAccess(List.of(friend))
                        .build());
        // end
    }

    void list(Address me) {
        // docs
        var mine = ModelFilter.builder()
                .statuses(READY_TO_USE)
                .createdBy(me)
                .pageSize(20)
                .build();
        for (Model model : training.getAllModels(mine)) {
            System.out.println(model.name() + " " + model.status());
        }
        // end
    }

    void check(Path archive) {
        // docs
        List<DatasetProblem> problems = training.checkDataset(MethodRef.parse("Example/generate"), archive);
        problems.forEach(problem -> System.out.println(problem.describe()));
        // end
    }

    void folder(ModelId model, Path pictures, Path copies) {
        // docs
        try (var host = DatasetHost.folder(copies)) {
            training.uploadAndValidate(DatasetUpload.builder(training.validateModelPrice(model), pictures)
                    .route(DatasetRoute.LINK)
                    .host(host)
                    .build());
            training.awaitStatus(model, VALIDATED, WaitOptions.atMost(Duration.ofMinutes(10)));
        }
        // end
    }

    void upload(ModelId model, Path archive) {
        // docs
        var check = training.validateModelPrice(model);
        training.uploadAndValidate(DatasetUpload.builder(check, archive)
                .onProgress(sent -> System.out.printf("%3.0f %%%n", 100 * sent.fraction()))
                .deadline(Duration.ofMinutes(20))
                .build());
        training.awaitStatus(model, VALIDATED, WaitOptions.atMost(Duration.ofMinutes(10)));
        // end
    }

    void link(ModelId model, URI dataset) {
        // docs
        LinkQuote check = training.validateModelPrice(model, dataset);
        training.validateModel(check);
        // end
    }

    void train(ModelId model) {
        // docs
        var quote = training.trainModelPrice(model);
        if (quote.price().compareTo(Cogs.ofFet("0.5")) <= 0) {
            training.trainModel(quote);
            training.awaitStatus(model, READY_TO_USE, WaitOptions.atMost(Duration.ofHours(2)));
        }
        // end
    }

    Model wholePath(Path archive) {
        // docs
        var plan = TrainingPlan.builder()
                .newModel(NewModel.of("generate", "my first model"))
                .dataset(archive)
                .maxValidationPrice(Cogs.ofFet("0.1"))
                .maxTrainingPrice(Cogs.ofFet("0.5"))
                .onProgress(now -> System.out.println(now.phase() + " of " + now.model() + ", " + now.status()))
                .build();
        Model ready = training.train(plan);
        // end
        return ready;
    }

    Model goOn(ModelId model) {
        // docs
        Model ready = training.train(TrainingPlan.builder()
                .model(model)
                .confirm(quote -> quote.price().compareTo(Cogs.ofFet("0.5")) <= 0)
                .build());
        // end
        return ready;
    }

    DynamicMessage call(ModelId model) {
        // docs
        var example = ExampleGrpc.newBlockingStub(PaidChannel.of(service)); // pays and signs each call
        var question = ModelIds.set(Question.newBuilder(), model).build();
        var answer = example.generate(question);
        // end
        return answer;
    }

    ModelStatus background(ModelId model) {
        // docs
        CompletableFuture<ModelStatus> status = training.async().getModel(model).thenApply(Model::status);
        // end
        return status.join();
    }

    void failures(TrainingQuote quote) {
        // docs
        try {
            training.trainModel(quote);
        } catch (PriceChangedException e) {
            System.out.println(
                    "now it costs " + training.trainModelPrice(quote.modelId()).price());
        } catch (PaymentOutcomeUnknownException e) {
            System.out.println("look before paying again: "
                    + training.getModel(quote.modelId()).status());
        } catch (NotOwnerException | ModelNotAccessibleException e) {
            System.out.println("not your model: " + e.getMessage());
        } catch (SnetException e) {
            if (e.charge() == Charge.NONE && e.isRetryable()) {
                training.trainModel(quote);
            }
        }
        // end
    }

    ModelStatus delete(ModelId model) {
        // docs
        ModelStatus deleted = training.deleteModel(model);
        // end
        return deleted;
    }
}
