package io.snet4j.identity;

import io.snet4j.value.Address;
import java.math.BigInteger;
import org.web3j.crypto.RawTransaction;
import org.web3j.utils.Numeric;

/** Transactions as web3j has them. */
final class RawTransactions {
    private RawTransactions() {}

    static RawTransaction of(UnsignedTransaction transaction) {
        String to = transaction.to().map(Address::toString).orElse("");
        String data = Numeric.toHexString(transaction.data());
        if (transaction.fee() instanceof Fee.Eip1559 fee) {
            return RawTransaction.createTransaction(
                    transaction.chainId(),
                    transaction.nonce(),
                    transaction.gasLimit(),
                    to,
                    BigInteger.ZERO,
                    data,
                    fee.maxPriorityFeePerGas(),
                    fee.maxFeePerGas());
        }
        return RawTransaction.createTransaction(
                transaction.nonce(),
                transaction.fee().maxFeePerGas(),
                transaction.gasLimit(),
                to,
                BigInteger.ZERO,
                data);
    }
}
