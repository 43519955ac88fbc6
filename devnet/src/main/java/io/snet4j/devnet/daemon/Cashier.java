package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaders;

/** Takes payments. */
interface Cashier {
    /**
     * Checks the payment that came with a call and locks its channel. Blocks on the chain.
     *
     * @throws GrpcFailure if the call is not paid for as it should; nothing is locked then
     */
    Payment accept(CallKind kind, String path, HttpHeaders headers);
}
