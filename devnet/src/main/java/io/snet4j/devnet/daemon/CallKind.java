package io.snet4j.devnet.daemon;

import java.util.Set;

/** How a call is paid for, told by its path. */
enum CallKind {
    /** Unary calls of the daemon's own services. */
    FREE,
    /** {@code validate_model} and {@code train_model}: the model's stored price, by {@code train-call} only. */
    PAID_TRAINING,
    /** {@code upload_and_validate}: the model's stored price, by any payment. */
    UPLOAD,
    /** Whatever the daemon does not know itself: the price that the service publishes, by any payment. */
    PROXIED;

    private static final String TRAINING = "/training.Daemon/";
    private static final Set<String> PAID_METHODS = Set.of(TRAINING + "validate_model", TRAINING + "train_model");
    private static final String UPLOAD_METHOD = TRAINING + "upload_and_validate";
    private static final Set<String> FREE_METHODS = Set.of(
            TRAINING + "create_model",
            TRAINING + "validate_model_price",
            TRAINING + "train_model_price",
            TRAINING + "delete_model",
            TRAINING + "get_all_models",
            TRAINING + "get_model",
            TRAINING + "update_model",
            TRAINING + "get_training_metadata",
            TRAINING + "get_method_metadata",
            "/escrow.PaymentChannelStateService/GetChannelState",
            "/escrow.TokenService/GetToken",
            "/escrow.FreeCallStateService/GetFreeCallToken",
            "/escrow.FreeCallStateService/GetFreeCallsAvailable",
            "/escrow.ProviderControlService/GetListUnclaimed",
            "/escrow.ProviderControlService/GetListInProgress",
            "/escrow.ProviderControlService/StartClaim",
            "/escrow.ProviderControlService/StartClaimForMultipleChannels",
            "/grpc.health.v1.Health/Check",
            "/grpc.health.v1.Health/List");

    static CallKind of(String path) {
        if (PAID_METHODS.contains(path)) {
            return PAID_TRAINING;
        }
        if (FREE_METHODS.contains(path) || ConfigurationService.has(path)) {
            return FREE;
        }
        return path.equals(UPLOAD_METHOD) ? UPLOAD : PROXIED;
    }

    /** What the daemon handles as a stream, whatever the service makes of it. */
    boolean isStream() {
        return this == UPLOAD || this == PROXIED;
    }

    /** The last segment of a call's path. */
    static String methodName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
