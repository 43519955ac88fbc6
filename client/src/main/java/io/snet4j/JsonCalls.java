package io.snet4j;

import com.google.protobuf.DynamicMessage;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.grpc.DynamicCalls;
import io.snet4j.grpc.DynamicMethod;
import io.snet4j.grpc.ModelIds;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.internal.proto.JsonMessages;
import io.snet4j.internal.proto.ServiceProtos;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Reads JSON, calls, writes JSON. All that can be wrong with the request is found before anything is paid. */
final class JsonCalls {
    private final ServiceClient service;
    private final ServiceProtos.Holder protos;

    /** @param service is also a {@link ServiceProtos.Holder} */
    JsonCalls(ServiceClient service) {
        this.service = service;
        this.protos = (ServiceProtos.Holder) service;
    }

    String call(JsonCall call) {
        DynamicMethod method = method(call);
        DynamicMessage request = request(method, call);
        DynamicMessage answer;
        try {
            answer = within(method, call).unary(request);
        } catch (StatusRuntimeException e) {
            throw explain(method, e);
        }
        return write(answer, call);
    }

    /** Nothing blocks the calling thread. */
    CompletableFuture<String> callAsync(JsonCall call, Executor executor) {
        AnswerFuture answer = new AnswerFuture();
        try {
            executor.execute(() -> begin(call, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new IllegalStateException("the client is closed", e));
        }
        return answer;
    }

    private void begin(JsonCall call, AnswerFuture answer) {
        try {
            DynamicMethod method = method(call);
            DynamicMessage request = request(method, call);
            answer.follow(() -> within(method, call).unaryAsync(request), (message, failure) -> {
                if (failure instanceof StatusRuntimeException status) {
                    answer.completeExceptionally(explain(method, status));
                } else if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    answer.completeWith(() -> write(message, call));
                }
            });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private DynamicMethod method(JsonCall call) {
        DynamicMethod method = DynamicCalls.of(service).method(call.method());
        MethodType type = method.grpc().getType();
        if (type != MethodType.UNARY) {
            throw new InvalidRequestException(method.grpc().getFullMethodName() + " is a method of kind " + type
                    + "; only unary methods are called with JSON, for others see io.snet4j.grpc.DynamicCalls");
        }
        return method;
    }

    private static DynamicMessage request(DynamicMethod method, JsonCall call) {
        DynamicMessage.Builder request = method.newRequest(call.request());
        call.model().ifPresent(model -> {
            try {
                ModelIds.set(request, model);
            } catch (IllegalArgumentException e) {
                throw new InvalidRequestException(
                        method.grpc().getFullMethodName() + " takes no model: " + e.getMessage(), e);
            }
        });
        return JsonMessages.complete(request);
    }

    private static DynamicMethod within(DynamicMethod method, JsonCall call) {
        return call.deadline().map(method::withDeadline).orElse(method);
    }

    private String write(DynamicMessage answer, JsonCall call) {
        return new JsonMessages(protos.protos()).write(answer, call.style());
    }

    private static SnetException explain(DynamicMethod method, StatusRuntimeException failure) {
        return PaidChannel.reason(failure).orElseGet(() -> unexplained(method, failure));
    }

    /** The paying channel explains all that happens from its payment on; before, only the caller ends a call. */
    private static SnetException unexplained(DynamicMethod method, StatusRuntimeException failure) {
        String text = method.grpc().getFullMethodName() + ": " + Objects.requireNonNullElse(failure.getMessage(), "");
        return failure.getStatus().getCode() == Status.Code.CANCELLED
                ? new CallCancelledException(text, failure, Charge.NONE)
                : new PaymentOutcomeUnknownException(text, failure);
    }
}
