package io.snet4j.cli.demo;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.examples.digits.wire.DigitsGrpc;
import io.snet4j.examples.digits.wire.DigitsGrpc.DigitsBlockingStub;
import io.snet4j.examples.digits.wire.DigitsProto.RecognizeRequest;
import io.snet4j.grpc.ModelIds;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.training.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Has digits read by the service's own method, one paid call for each. */
final class Reader {
    private final DigitsBlockingStub stub;

    /** @param paid where calls of the service are paid for */
    Reader(Channel paid) {
        stub = DigitsGrpc.newBlockingStub(paid);
    }

    /**
     * @param model empty for the one that the service comes with
     * @param progress told after each answer how many there are
     */
    Answers read(List<Digit> digits, Optional<ModelId> model, IntConsumer progress) {
        var labels = new ArrayList<String>(digits.size());
        for (var digit : digits) {
            labels.add(read(digit, model));
            progress.accept(labels.size());
        }
        return new Answers(digits, labels);
    }

    private String read(Digit digit, Optional<ModelId> model) {
        var request = RecognizeRequest.newBuilder().setImage(ByteString.copyFrom(DigitImage.png(digit)));
        model.ifPresent(id -> ModelIds.set(request, id));
        try {
            return stub.recognize(request.build()).getLabel();
        } catch (StatusRuntimeException e) {
            throw PaidChannel.reason(e).orElseGet(() -> unexplained(e));
        }
    }

    private static SnetException unexplained(StatusRuntimeException e) {
        return new ProviderFailedException(
                "the service did not read a digit: " + e.getStatus(), e, SnetException.Charge.UNKNOWN);
    }
}
