package io.snet4j.testing;

import com.esaulpaugh.headlong.rlp.RLPDecoder;
import com.esaulpaugh.headlong.rlp.RLPItem;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

/** The fields of a signed transaction, as a node reads them: of type 2, or legacy with {@code chainId} out of its v. */
public record SentTransaction(
        boolean legacy,
        long chainId,
        BigInteger nonce,
        BigInteger maxPriorityFeePerGas,
        BigInteger maxFeePerGas,
        BigInteger gasLimit,
        String to,
        BigInteger value,
        String data) {

    public static SentTransaction parse(String hex) {
        byte[] raw = HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
        boolean legacy = raw[0] != 2;
        List<RLPItem> items =
                RLPDecoder.RLP_STRICT.wrapList(raw, legacy ? 0 : 1).elements(RLPDecoder.RLP_STRICT);
        if (legacy) {
            BigInteger v = items.get(6).asBigInt();
            long chainId = v.subtract(BigInteger.valueOf(35)).shiftRight(1).longValueExact();
            return of(true, chainId, items.get(1).asBigInt(), items);
        }
        return of(
                false,
                items.get(0).asLong(),
                items.get(2).asBigInt(),
                items.subList(1, items.size()).stream()
                        .filter(item -> item != items.get(2))
                        .toList());
    }

    /** @param fields nonce, fee, gas limit, to, value, data */
    private static SentTransaction of(boolean legacy, long chainId, BigInteger tip, List<RLPItem> fields) {
        return new SentTransaction(
                legacy,
                chainId,
                fields.get(0).asBigInt(),
                tip,
                fields.get(1).asBigInt(),
                fields.get(2).asBigInt(),
                "0x" + HexFormat.of().formatHex(fields.get(3).asBytes()),
                fields.get(4).asBigInt(),
                "0x" + HexFormat.of().formatHex(fields.get(5).asBytes()));
    }
}
