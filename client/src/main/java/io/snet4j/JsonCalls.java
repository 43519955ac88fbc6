package io.snet4j;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.Deadline;
import io.snet4j.internal.grpc.CallStatus;
import io.snet4j.internal.grpc.DynamicCall;
import io.snet4j.internal.grpc.ModelField;
import io.snet4j.internal.grpc.PayingChannel;
import io.snet4j.internal.proto.JsonMessages;
import io.snet4j.internal.proto.ServiceProtos;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Reads JSON, calls, writes JSON. All that can be wrong with the request is found before anything is paid. */
final class JsonCalls {
    private final Channel channel;
    private final Supplier<ServiceProtos> protos;
    private final Duration usual;

    /** @param protos may block and fail */
    JsonCalls(ServiceParts service, Supplier<ServiceProtos> protos) {
        this.channel = new PayingChannel(service);
        this.protos = protos;
        this.usual = service.callDeadline();
    }

    private ServiceProtos protos(JsonCall call) {
        return Deadline.within(Budget.strict(call.deadline().orElse(usual)), protos);
    }

    String call(JsonCall call) {
        ServiceProtos api = protos(call);
        MethodDescriptor method = method(api, call);
        DynamicMessage request = request(api, method, call);
        DynamicMessage answer;
        try {
            answer = within(method, call).unary(request);
        } catch (StatusRuntimeException e) {
            throw explain(method, e);
        }
        return write(api, answer, call);
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
            ServiceProtos api = protos(call);
            MethodDescriptor method = method(api, call);
            DynamicMessage request = request(api, method, call);
            answer.follow(() -> within(method, call).unaryAsync(request), (message, failure) -> {
                if (failure instanceof StatusRuntimeException status) {
                    answer.completeExceptionally(explain(method, status));
                } else if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    answer.completeWith(() -> write(api, message, call));
                }
            });
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private static MethodDescriptor method(ServiceProtos api, JsonCall call) {
        MethodDescriptor method = api.method(call.method());
        if (method.isClientStreaming() || method.isServerStreaming()) {
            throw new InvalidRequestException(ServiceProtos.fullName(method) + " is a method of kind "
                    + DynamicCall.type(method)
                    + "; only unary methods are called with JSON, for others see io.snet4j.grpc.DynamicCalls");
        }
        return method;
    }

    private static DynamicMessage request(ServiceProtos api, MethodDescriptor method, JsonCall call) {
        DynamicMessage.Builder request = new JsonMessages(api).read(method.getInputType(), call.request());
        call.model().ifPresent(model -> {
            try {
                ModelField.set(request, model.value());
            } catch (IllegalArgumentException e) {
                throw new InvalidRequestException(
                        ServiceProtos.fullName(method) + " takes no model: " + e.getMessage(), e);
            }
        });
        return JsonMessages.complete(request);
    }

    private DynamicCall within(MethodDescriptor method, JsonCall call) {
        DynamicCall made = DynamicCall.of(channel, method);
        return call.deadline().map(made::withDeadline).orElse(made);
    }

    private static String write(ServiceProtos api, DynamicMessage answer, JsonCall call) {
        return new JsonMessages(api).write(answer, call.style());
    }

    private static SnetException explain(MethodDescriptor method, StatusRuntimeException failure) {
        return CallStatus.reason(failure).orElseGet(() -> unexplained(method, failure));
    }

    /** The paying channel explains all that happens from its payment on; before, only the caller ends a call. */
    private static SnetException unexplained(MethodDescriptor method, StatusRuntimeException failure) {
        String text = ServiceProtos.fullName(method) + ": " + Objects.requireNonNullElse(failure.getMessage(), "");
        return failure.getStatus().getCode() == Status.Code.CANCELLED
                ? new CallCancelledException(text, failure, Charge.NONE)
                : new PaymentOutcomeUnknownException(text, failure);
    }
}
