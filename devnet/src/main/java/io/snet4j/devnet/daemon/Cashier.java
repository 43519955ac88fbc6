package io.snet4j.devnet.daemon;

/** Takes payments. */
interface Cashier {
    /**
     * Checks the payment that came with a call and holds what it is made from. Blocks on the chain.
     *
     * @throws GrpcFailure if the call is not paid for as it should; nothing is held then
     */
    Payment accept(CallKind kind, String path, PaymentHeaders headers);
}
