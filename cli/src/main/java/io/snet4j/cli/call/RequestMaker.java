package io.snet4j.cli.call;

import com.google.protobuf.DynamicMessage;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.grpc.DynamicMethod;
import io.snet4j.grpc.ModelIds;
import io.snet4j.training.ModelId;
import java.util.List;
import java.util.Optional;

/** JSON to requests of one method. What is wrong with one is found before anything is paid. */
record RequestMaker(DynamicMethod method, Optional<ModelId> model) {
    /** @throws InvalidRequestException naming field, line and column */
    DynamicMessage make(String json) {
        DynamicMessage.Builder request = method.newRequest(json);
        try {
            model.ifPresent(id -> ModelIds.set(request, id));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(method.grpc().getFullMethodName() + " takes no model: " + e.getMessage());
        }
        List<String> missing = request.findInitializationErrors();
        if (!missing.isEmpty()) {
            throw new InvalidRequestException(
                    request.getDescriptorForType().getFullName() + " needs " + String.join(", ", missing));
        }
        return request.build();
    }

    /**
     * One of several.
     *
     * @param number from 1
     */
    DynamicMessage make(int number, String json) {
        try {
            return make(json);
        } catch (InvalidRequestException e) {
            throw new RefusedException("request " + number + ": " + e.getMessage());
        }
    }
}
