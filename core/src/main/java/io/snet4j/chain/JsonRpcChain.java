package io.snet4j.chain;

import static io.snet4j.internal.core.JsonRpc.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import io.snet4j.internal.core.JsonRpcBatch;
import io.snet4j.observe.LogSearch;
import io.snet4j.observe.SnetListener;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Wei;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A node by JSON-RPC over HTTP. */
final class JsonRpcChain implements Chain {
    private static final TextNode LATEST = TextNode.valueOf("latest");
    private static final TextNode PENDING = TextNode.valueOf("pending");

    private final JsonRpc rpc;
    private final Heads heads;
    private final Fees fees;
    private final TransactionSender sender;
    private final FeeAccount account;
    private final AtomicLong logRange;
    private final SnetListener listener;
    private final boolean closes;
    private volatile long chainId = -1;

    JsonRpcChain(URI endpoint, ChainOptions options) {
        this.rpc = new JsonRpc(
                endpoint, "an Ethereum node", options.timeout, RevertReason::of, options.listener, options.pause);
        this.heads = new Heads(rpc, options.knownBlock, options.clock);
        this.fees = new Fees(rpc);
        this.sender = new TransactionSender(rpc, this::chainId, fees, heads, options.confirmations);
        this.account = new FeeAccount(options.feeLimit);
        this.logRange = new AtomicLong();
        // A pair of listeners catches what the user's one throws.
        this.listener = SnetListener.both(options.listener, SnetListener.none());
        this.closes = true;
    }

    /** The sender is shared, as it has the nonces. */
    private JsonRpcChain(JsonRpcChain other, FeeLimit limit) {
        this.rpc = other.rpc;
        this.heads = other.heads;
        this.fees = other.fees;
        this.sender = other.sender;
        this.account = new FeeAccount(limit);
        this.logRange = other.logRange;
        this.listener = other.listener;
        this.closes = false;
    }

    @Override
    public Chain withFeeLimit(FeeLimit limit) {
        return new JsonRpcChain(this, limit);
    }

    @Override
    public long chainId() {
        if (chainId < 0) {
            chainId = rpc.request("eth_chainId", Hex::readLong);
        }
        return chainId;
    }

    @Override
    public BlockNumber blockNumber() {
        return BlockNumber.of(heads.latest());
    }

    @Override
    public Optional<String> blockHash(BlockNumber number) {
        return rpc.request(
                "eth_getBlockByNumber",
                block -> block.isNull()
                        ? Optional.empty()
                        : Optional.of(Hex.data(Hex.readData(block.path("hash"))).textValue()),
                Hex.quantity(number.value()),
                BooleanNode.FALSE);
    }

    @Override
    public boolean hasCode(Address contract) {
        return rpc.request("eth_getCode", Hex::readData, TextNode.valueOf(contract.toString()), LATEST).length > 0;
    }

    @Override
    public long minedTransactions(Address account) {
        return transactionCount(account, LATEST);
    }

    @Override
    public long sentTransactions(Address account) {
        return transactionCount(account, PENDING);
    }

    private long transactionCount(Address account, TextNode block) {
        return rpc.request("eth_getTransactionCount", Hex::readLong, TextNode.valueOf(account.toString()), block);
    }

    @Override
    public byte[] call(Address contract, byte[] data) {
        return rpc.request("eth_call", Hex::readData, message(contract, data), LATEST);
    }

    private static ObjectNode message(Address contract, byte[] data) {
        ObjectNode call = JSON.objectNode().put("to", contract.toString());
        call.set("data", Hex.data(data));
        return call;
    }

    /** The chain's id comes along, if it was not asked for yet: whoever reads wants to know of what. */
    @Override
    public List<byte[]> calls(Address contract, List<byte[]> data) {
        JsonRpcBatch batch = rpc.batch();
        Optional<Supplier<Long>> id =
                chainId < 0 ? Optional.of(batch.add("eth_chainId", Hex::readLong)) : Optional.empty();
        List<Supplier<byte[]>> results = data.stream()
                .map(one -> batch.add("eth_call", Hex::readData, message(contract, one), LATEST))
                .toList();
        batch.send();
        id.ifPresent(known -> chainId = known.get());
        return results.stream().map(Supplier::get).toList();
    }

    @Override
    public List<Log> logs(Address contract, List<Optional<byte[]>> topics, BlockNumber fromBlock, BlockNumber toBlock) {
        LogQuery.Node node = new LogQuery.Node() {
            @Override
            public List<Log> logs(long from, long to) {
                return oneRange(contract, topics, from, to);
            }

            @Override
            public OptionalLong head() {
                try {
                    return OptionalLong.of(rpc.request("eth_blockNumber", Hex::readLong));
                } catch (ChainException e) {
                    return OptionalLong.empty();
                }
            }

            @Override
            public void pause(Duration duration) {
                rpc.pause(duration);
            }

            @Override
            public void searched(LogSearch progress) {
                listener.onLogSearch(progress);
            }
        };
        return new LogQuery(node, logRange).run(fromBlock.toLong(), toBlock.toLong());
    }

    @Override
    public Optional<BlockNumber> deploymentBlock(Address contract, String transactionHash) {
        return rpc.request(
                "eth_getTransactionReceipt",
                receipt -> contract.toString()
                                .equalsIgnoreCase(
                                        receipt.path("contractAddress").asText())
                        ? Optional.of(BlockNumber.of(Hex.readLong(receipt.path("blockNumber"))))
                        : Optional.empty(),
                TextNode.valueOf(transactionHash));
    }

    @Override
    public Optional<Receipt> receipt(String transactionHash) {
        return rpc.request("eth_getTransactionReceipt", ReceiptWaiter::receipt, TextNode.valueOf(transactionHash));
    }

    private List<Log> oneRange(Address contract, List<Optional<byte[]>> topics, long fromBlock, long toBlock) {
        ObjectNode filter = JSON.objectNode().put("address", contract.toString());
        filter.set("fromBlock", Hex.quantity(fromBlock));
        filter.set("toBlock", Hex.quantity(toBlock));
        ArrayNode positions = filter.putArray("topics");
        topics.forEach(topic -> positions.add(topic.<JsonNode>map(Hex::data).orElse(JSON.nullNode())));
        return rpc.request("eth_getLogs", JsonRpcChain::readLogs, filter);
    }

    static List<Log> readLogs(JsonNode array) {
        if (!array.isArray()) {
            throw new IllegalArgumentException("not a list of logs");
        }
        List<Log> logs = new ArrayList<>();
        for (JsonNode log : array) {
            List<byte[]> topics = new ArrayList<>();
            log.path("topics").forEach(topic -> topics.add(Hex.readData(topic)));
            logs.add(new Log(
                    Address.parse(log.path("address").asText()),
                    BlockNumber.of(Hex.readLong(log.path("blockNumber"))),
                    List.copyOf(topics),
                    Hex.readData(log.path("data")),
                    log.path("transactionHash").asText()));
        }
        return List.copyOf(logs);
    }

    @Override
    public GasEstimate estimate(Address from, Optional<Address> to, byte[] data) {
        return new GasEstimate(sender.gas(from, to, data), maxFeePerGas(), GasEstimate.Basis.NODE);
    }

    @Override
    public Wei maxFeePerGas() {
        return new Wei(fees.current().maxFeePerGas());
    }

    @Override
    public void checkFees(List<GasEstimate> transactions) {
        account.check(transactions);
    }

    @Override
    public Receipt send(Identity from, Optional<Address> to, byte[] data, Duration deadline) {
        return sender.send(from, to, data, account, deadline);
    }

    @Override
    public void close() {
        if (closes) {
            rpc.close();
        }
    }
}
