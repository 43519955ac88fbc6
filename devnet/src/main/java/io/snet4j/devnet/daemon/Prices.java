package io.snet4j.devnet.daemon;

import io.grpc.Status;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;

/** What a call owes. */
final class Prices {
    private static final String UPLOAD = "/upload_and_validate";

    private final Pricing pricing;
    private final DaemonStore store;

    Prices(Pricing pricing, DaemonStore store) {
        this.pricing = pricing;
        this.store = store;
    }

    /**
     * A model's price is the last one that was asked for, and 0 before.
     *
     * @throws GrpcFailure INTERNAL if the call has no price
     */
    Cogs of(CallKind kind, String path, PaymentHeaders headers) {
        if (kind == CallKind.PAID_TRAINING) {
            StoredModel model = model(headers, "[trainUnaryValidator] no training model found");
            return CallKind.methodName(path).equals("train_model") ? model.trainPrice() : model.validatePrice();
        }
        // The real daemon looks no closer, so that the service's own upload is priced like the daemon's.
        if (path.contains(UPLOAD)) {
            return model(headers, "no training model found").validatePrice();
        }
        return published(path);
    }

    /** @throws GrpcFailure INTERNAL if the method has no price */
    Cogs published(String path) {
        if (pricing instanceof Pricing.PerMethod perMethod) {
            Cogs price = perMethod.prices().get(path.substring(1));
            if (price == null) {
                throw internal(Texts.internal(Texts.noPrice(path)));
            }
            return price;
        }
        return ((Pricing.Fixed) pricing).price();
    }

    /** An unknown model crashes the real daemon (D2 of the wire contract). */
    private StoredModel model(PaymentHeaders headers, String whenNoneNamed) {
        String id = headers.first(PaymentHeaders.MODEL_ID).orElseThrow(() -> internal(Texts.internal(whenNoneNamed)));
        return store.model(id)
                .orElseThrow(() -> internal(Texts.crash("the payment is for a model that does not exist: " + id)));
    }

    private static GrpcFailure internal(String text) {
        return new GrpcFailure(Status.Code.INTERNAL, text);
    }
}
