package io.snet4j.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.UnsignedTransaction;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that one client signs, seen where the key is: a payment that the client does not announce is found, too.
 */
final class SignedClaims implements PaymentListener {
    private final Identity key;
    private final Address escrow;
    private final Set<String> unexplained = new HashSet<>();
    private final Map<String, byte[]> signatures = new HashMap<>();
    private final List<SignedAmount> signed = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();

    record Settled(SignedAmount payment, Charge charge) {}

    SignedClaims(Identity key, Address escrow) {
        this.key = key;
        this.escrow = escrow;
    }

    /** What the client signs with. */
    Identity identity() {
        return new Identity() {
            @Override
            public Address address() {
                return key.address();
            }

            @Override
            public byte[] signMessage(byte[] message) {
                byte[] signature = key.signMessage(message);
                remember(message, signature);
                return signature;
            }

            @Override
            public byte[] signTransaction(UnsignedTransaction transaction) {
                return key.signTransaction(transaction);
            }
        };
    }

    private synchronized void remember(byte[] message, byte[] signature) {
        String text = HexFormat.of().formatHex(message);
        unexplained.add(text);
        signatures.put(text, signature);
    }

    /** As the daemon got it. */
    synchronized byte[] signature(SignedAmount payment) {
        byte[] claim = ProtocolMessages.mpeClaim(escrow, payment.channelId(), payment.nonce(), payment.amount());
        return Optional.ofNullable(signatures.get(HexFormat.of().formatHex(claim)))
                .orElseThrow();
    }

    /** What was told as charged, or as perhaps charged. */
    synchronized Cogs told() {
        return settled.stream()
                .filter(end -> end.charge() != Charge.NONE)
                .map(end -> end.payment().price())
                .reduce(Cogs.ZERO, Cogs::plus);
    }

    @Override
    public synchronized void onSigned(SignedAmount payment) {
        byte[] claim = ProtocolMessages.mpeClaim(escrow, payment.channelId(), payment.nonce(), payment.amount());
        assertThat(unexplained.remove(HexFormat.of().formatHex(claim)) || wasSignedBefore(payment))
                .as("a payment is announced as it was signed: " + payment)
                .isTrue();
        signed.add(payment);
    }

    /** The same amount may be signed twice between two looks; the set holds it once. */
    private boolean wasSignedBefore(SignedAmount payment) {
        return signed.stream()
                .anyMatch(before -> before.channelId().equals(payment.channelId())
                        && before.nonce().equals(payment.nonce())
                        && before.amount().equals(payment.amount()));
    }

    @Override
    public synchronized void onSettled(SignedAmount payment, Charge charge) {
        settled.add(new Settled(payment, charge));
    }

    synchronized List<SignedAmount> signed() {
        return List.copyOf(signed);
    }

    synchronized List<Settled> settled() {
        return List.copyOf(settled);
    }

    synchronized int count() {
        return signed.size();
    }

    synchronized Optional<SignedAmount> last() {
        return signed.isEmpty() ? Optional.empty() : Optional.of(signed.get(signed.size() - 1));
    }

    /** That all else it signed were questions for the state of these channels, about one of these blocks. */
    synchronized void verifyNothingElse(List<BigInteger> channels, long fromBlock, long toBlock) {
        for (BigInteger channel : channels) {
            for (long block = fromBlock; block <= toBlock && !unexplained.isEmpty(); block++) {
                byte[] question =
                        ProtocolMessages.getChannelState(escrow, ChannelId.of(channel), BlockNumber.of(block));
                unexplained.remove(HexFormat.of().formatHex(question));
            }
        }
        assertThat(unexplained)
                .as("messages signed that are neither announced payments nor questions for a channel's state")
                .isEmpty();
    }
}
