package io.snet4j.devnet.daemon;

import io.snet4j.value.Address;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import java.util.Set;

/** Signatures of training calls. Blocks on the chain. */
final class Authorizations {
    private static final String UNIFIED = "unified";
    private static final Set<String> UNIFIED_METHODS =
            Set.of("validate_model_price", "train_model_price", "get_all_models", "get_model");
    private static final long UNIFIED_WINDOW = 600;

    private final Blocks blocks;

    Authorizations(Blocks blocks) {
        this.blocks = blocks;
    }

    /** @throws GrpcFailure unless the signer named in it signed it for this method, and lately */
    void check(AuthorizationDetails authorization, String method) {
        String message = authorization.getMessage();
        long window;
        if (message.equalsIgnoreCase(method)) {
            window = Blocks.WINDOW;
        } else if (message.equalsIgnoreCase(UNIFIED) && UNIFIED_METHODS.contains(method)) {
            window = UNIFIED_WINDOW;
        } else {
            throw GrpcFailure.unknown(Texts.unsupportedMessage(message));
        }
        long block = authorization.getCurrentBlock();
        Address signer = Signers.parse(authorization.getSignerAddress());
        Signers.check(
                SignedMessages.trainingAuthorization(message, signer, block),
                authorization.getSignature().toByteArray(),
                signer);
        blocks.check(block, window);
    }
}
