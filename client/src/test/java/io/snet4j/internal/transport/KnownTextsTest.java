package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.snet4j.errors.AuthorizationRejectedException;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.TrainingUnavailableException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text that daemons are known to say, and what it becomes. */
class KnownTextsTest {
    private static final String METHOD = "training.Daemon/train_model";
    private static final String MISSING =
            "unable to access model: daemon storage error: error in getting data from model storage: ";

    private static Arguments row(String text, Reason reason, Class<? extends SnetException> type) {
        return Arguments.of(text, reason, type);
    }

    static Stream<Arguments> payments() {
        return Stream.of(
                row("incorrect payment channel nonce, latest: 2, sent: 1", Reason.STALE_NONCE, PaymentException.class),
                row("income 3 does not equal to price 5", Reason.PRICE_MISMATCH, PriceChangedException.class),
                row(
                        "another transaction on channel: {ID: 1} is in progress",
                        Reason.CHANNEL_BUSY,
                        ChannelBusyException.class),
                row(
                        "payment channel is near to be expired, expiration time: 1, current block: 1, expiration threshold: 1",
                        Reason.CHANNEL_EXPIRING,
                        PaymentException.class),
                row(
                        "not enough tokens on payment channel, channel amount: 1, payment amount: 2",
                        Reason.CHANNEL_EMPTY,
                        InsufficientFundsException.class),
                row("payment channel \"{ID: 5}\" not found", Reason.CHANNEL_UNKNOWN, PaymentException.class),
                row("channel is not found, channelId: 5", Reason.CHANNEL_UNKNOWN, PaymentException.class),
                row("payment signature is not valid", Reason.PAYMENT_SIGNATURE, PaymentException.class),
                row("payment is not signed by channel signer/sender", Reason.PAYMENT_SIGNATURE, PaymentException.class),
                row(
                        "only channel signer/sender/receiver can get latest channel state",
                        Reason.PAYMENT_SIGNATURE,
                        PaymentException.class),
                row(
                        "payment channel error: recipient Address from org metadata does not Match on what was retrieved from Channel",
                        Reason.CHANNEL_WRONG,
                        PaymentException.class),
                row(
                        "payment channel error: channel received belongs to another group of replicas, current group: a, channel group: b",
                        Reason.CHANNEL_WRONG,
                        PaymentException.class),
                row(
                        "payment channel error: Channel received belongs to another group of replicas, current group: a, channel group: b",
                        Reason.CHANNEL_WRONG,
                        PaymentException.class),
                row("cannot get mutex for channel: {ID: 1}", Reason.DAEMON_TROUBLE, ServiceCallException.class),
                row("cannot determine current block", Reason.DAEMON_TROUBLE, ServiceCallException.class),
                row("unable to store new payment channel state", Reason.DAEMON_TROUBLE, ServiceCallException.class),
                row("channel error:boom", Reason.DAEMON_TROUBLE, ServiceCallException.class),
                row(
                        "channel has different nonce in local storage and blockchain and old payment is not found in storage",
                        Reason.DAEMON_TROUBLE,
                        ServiceCallException.class),
                row(
                        "internal error: [trainUnaryValidator] no training model found",
                        Reason.BAD_REQUEST,
                        ServiceCallException.class),
                row("internal error: no training model found", Reason.BAD_REQUEST, ServiceCallException.class),
                row(
                        "internal error: price is not defined for the Method a",
                        Reason.BAD_REQUEST,
                        ServiceCallException.class),
                row("internal error: anything", Reason.DAEMON_TROUBLE, ServiceCallException.class),
                row(
                        "too many values for key \"snet-payment-type\": [a b]",
                        Reason.BAD_REQUEST,
                        ServiceCallException.class),
                row(
                        "incorrect format \"snet-payment-channel-id\": \"x\"",
                        Reason.BAD_REQUEST,
                        ServiceCallException.class),
                row("unexpected \"snet-payment-type\", value: \"x\"", Reason.PAYMENT_TYPE, PaymentException.class),
                row("missing metadata", Reason.BAD_REQUEST, ServiceCallException.class));
    }

    static Stream<Arguments> training() {
        return Stream.of(
                row(
                        MISSING + "model data doesn't exist for modelID: m",
                        Reason.MODEL_NOT_FOUND,
                        ModelNotFoundException.class),
                row(MISSING + "etcd is down", Reason.DAEMON_TROUBLE, ServiceCallException.class),
                row(
                        "unable to access model: user 0x1, does not have access to model Id m",
                        Reason.MODEL_NOT_ACCESSIBLE,
                        ModelNotFoundException.class),
                row(
                        "unable to access model: error in updating model state: only owner can change the model state",
                        Reason.NOT_OWNER,
                        AuthorizationRejectedException.class),
                row(
                        "error in updating model state: only owner can change the model state",
                        Reason.NOT_OWNER,
                        AuthorizationRejectedException.class),
                row(
                        "unable to access model: daemon storage error: error in getting data from user model storage: x",
                        Reason.DAEMON_TROUBLE,
                        ServiceCallException.class),
                row(
                        "daemon storage error: can't find model to update",
                        Reason.MODEL_NOT_FOUND,
                        ModelNotFoundException.class),
                row(
                        "daemon storage error: issue with deleting Model x",
                        Reason.DAEMON_TROUBLE,
                        ServiceCallException.class),
                row("can't get model data from etcd", Reason.DAEMON_TROUBLE, ServiceCallException.class),
                row("issue with storage x", Reason.DAEMON_TROUBLE, ServiceCallException.class),
                row(
                        "invalid request: bad authorization provided",
                        Reason.AUTHORIZATION_UNEXPLAINED,
                        AuthorizationRejectedException.class),
                row(
                        "invalud request: bad authorization provided",
                        Reason.AUTHORIZATION_UNEXPLAINED,
                        AuthorizationRejectedException.class),
                row(
                        "invalid request: no authorization provided",
                        Reason.AUTHORIZATION_REFUSED,
                        AuthorizationRejectedException.class),
                row(
                        "invalid request: no authorization provided: authentication failed as the signature passed has expired",
                        Reason.AUTHORIZATION_EXPIRED,
                        AuthorizationRejectedException.class),
                row(
                        "invalud request: no authorization provided: authentication failed as the signature passed has expired",
                        Reason.AUTHORIZATION_EXPIRED,
                        AuthorizationRejectedException.class),
                row(
                        "invalid request: no authorization provided: error determining current block: x",
                        Reason.DAEMON_TROUBLE,
                        ServiceCallException.class),
                row(
                        "unable to access model: authentication failed as the signature passed has expired",
                        Reason.AUTHORIZATION_EXPIRED,
                        AuthorizationRejectedException.class),
                row(
                        "unable to access model: unsupported message: x for this method",
                        Reason.AUTHORIZATION_REFUSED,
                        AuthorizationRejectedException.class),
                row(
                        "unable to access model: incorrect signature length",
                        Reason.AUTHORIZATION_REFUSED,
                        AuthorizationRejectedException.class),
                row(
                        "unable to access model: the address: x does not match to what has been expected / registered",
                        Reason.AUTHORIZATION_REFUSED,
                        AuthorizationRejectedException.class),
                row(
                        "unable to access model: error determining current block: x",
                        Reason.DAEMON_TROUBLE,
                        ServiceCallException.class),
                row("invalid request: model id can't be empty", Reason.BAD_REQUEST, ServiceCallException.class),
                row(
                        "invalid request: no grpc_service_name or grpc_method_name provided",
                        Reason.BAD_REQUEST,
                        ServiceCallException.class),
                row(
                        "error in invoking service for model training: x",
                        Reason.PROVIDER_FAILED,
                        ProviderFailedException.class),
                row(
                        "issue with service: rpc error: code = Unknown desc = unable to access model: x",
                        Reason.PROVIDER_FAILED,
                        ProviderFailedException.class),
                row(
                        "error in invoking GetModelStatus, service-provider should realize it",
                        Reason.PROVIDER_FAILED,
                        ProviderFailedException.class),
                row(
                        "error in invoking DeleteModel, service-provider should realize it",
                        Reason.PROVIDER_FAILED,
                        ProviderFailedException.class),
                row(
                        "service end point is not defined or is invalid , please contact the AI developer",
                        Reason.TRAINING_OFF,
                        TrainingUnavailableException.class),
                row("missing \"snet-payment-channel-id\"", Reason.TRAINING_OFF, TrainingUnavailableException.class),
                row(
                        "WrapperServerStream: unexpected message type *training.UploadAndValidateRequest, want *codec.GrpcFrame",
                        Reason.UPLOAD_UNSUPPORTED,
                        ServiceCallException.class),
                row("rate limiting , too many requests to handle", Reason.OVERLOADED, DaemonUnavailableException.class),
                row(
                        "No requests are currently being processed, please try again later",
                        Reason.OVERLOADED,
                        DaemonUnavailableException.class),
                row("can't connect to service x", Reason.PROVIDER_FAILED, ProviderFailedException.class),
                row("failed proxying s2c: x", Reason.PROVIDER_FAILED, ProviderFailedException.class),
                row("the provider says: income 3 does not equal to price 5", Reason.OTHER, ServiceCallException.class));
    }

    @ParameterizedTest
    @MethodSource({"payments", "training"})
    void eachTextHasItsReasonAndItsException(String text, Reason reason, Class<? extends SnetException> type) {
        Status status = Status.UNKNOWN.withDescription(text);
        CallFailure failure = new CallFailure(METHOD, status, new CallProbe());

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.toException(Charge.NONE))
                .isExactlyInstanceOf(type)
                .hasMessageContaining("train_model")
                .hasMessageContaining(text)
                .hasCauseInstanceOf(io.grpc.StatusRuntimeException.class);
        assertThat(failure.toException(Charge.NONE).charge()).isEqualTo(Charge.NONE);
    }

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of(Status.Code.UNAVAILABLE, DaemonUnavailableException.class),
                Arguments.of(Status.Code.CANCELLED, DaemonUnavailableException.class),
                Arguments.of(Status.Code.DEADLINE_EXCEEDED, DeadlineExceededException.class),
                Arguments.of(Status.Code.UNIMPLEMENTED, TrainingUnavailableException.class),
                Arguments.of(Status.Code.INTERNAL, ServiceCallException.class),
                Arguments.of(Status.Code.RESOURCE_EXHAUSTED, ServiceCallException.class));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void withoutAKnownTextTheCodeDecides(Status.Code code, Class<? extends SnetException> type) {
        CallFailure failure = new CallFailure(METHOD, code.toStatus(), new CallProbe());

        assertThat(failure.toException(Charge.NONE)).isExactlyInstanceOf(type);
    }

    @Test
    void anUnknownOutcomeIsSaidSo() {
        CallFailure failure = new CallFailure(METHOD, Status.DEADLINE_EXCEEDED, new CallProbe());

        assertThat(failure.toException(Charge.UNKNOWN)).isExactlyInstanceOf(PaymentOutcomeUnknownException.class);
        assertThat(failure.toException(Charge.CHARGED).charge()).isEqualTo(Charge.CHARGED);
    }
}
