package io.snet4j.hostile;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.errors.SnetException;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.scripted.Echo;
import io.snet4j.training.DatasetUpload;
import java.util.Optional;
import java.util.function.Consumer;

/** The ways to pay a daemon. A strategy that is added later is one more row here, and meets all lies. */
enum PaidCall {
    SERVICE(
            "Unary",
            stage -> ClientCalls.blockingUnaryCall(
                    PaidChannel.of(stage.victim()), Echo.UNARY, CallOptions.DEFAULT, StringValue.of("hello"))),
    TRAIN("train_model", stage -> stage.victim().training().trainModel(stage.trainingQuote())),
    VALIDATE("validate_model", stage -> stage.victim().training().validateModel(stage.linkQuote())),
    UPLOAD("upload_and_validate", stage -> stage.victim()
            .training()
            .uploadAndValidate(DatasetUpload.of(stage.validationQuote(), stage.dataset())));

    private final String method;
    private final Consumer<Stage> call;

    PaidCall(String method, Consumer<Stage> call) {
        this.method = method;
        this.call = call;
    }

    /** The last part of its name. */
    String method() {
        return method;
    }

    /** @return what it failed with */
    Optional<SnetException> make(Stage stage) {
        try {
            call.accept(stage);
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(PaidChannel.reason(e).orElseThrow(() -> e));
        } catch (SnetException e) {
            return Optional.of(e);
        }
    }
}
