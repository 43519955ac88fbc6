package io.snet4j.chain;

import io.snet4j.errors.ChainException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.TransactionPendingException;
import io.snet4j.errors.TransactionRevertedException;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Typed access to one contract; every failure names contract and function. */
final class Contract {
    private final String name;
    private final Chain chain;
    private final Address address;

    Contract(String name, Chain chain, Address address) {
        this.name = name;
        this.chain = chain;
        this.address = address;
    }

    /** @param types of the constructor's parameters */
    static Contract deploy(
            String name,
            Chain chain,
            Identity deployer,
            byte[] creationCode,
            Duration deadline,
            List<String> types,
            Object... arguments) {
        byte[] data = Abi.concat(creationCode, Abi.of(types).encode(arguments));
        Receipt receipt = named("creating " + name, () -> chain.send(deployer, Optional.empty(), data, deadline));
        Address address = receipt.contract()
                .orElseThrow(() -> new ChainException(
                        "creating " + name + " left no contract address in " + receipt.transactionHash()));
        return new Contract(name, chain, address);
    }

    Chain chain() {
        return chain;
    }

    Address address() {
        return address;
    }

    Values read(Function function, Object... arguments) {
        byte[] data = function.encode(arguments);
        return decode(function, named(name + "." + function.name(), () -> chain.call(address, data)));
    }

    /**
     * What one function returns for each of several lists of arguments, asked for at once where the node takes that.
     */
    List<Values> readEach(Function function, List<Object[]> arguments) {
        return readAll(arguments.stream().map(one -> new Read(function, one)).toList());
    }

    record Read(Function function, Object... arguments) {}

    List<Values> readAll(List<Read> reads) {
        List<byte[]> data =
                reads.stream().map(read -> read.function.encode(read.arguments)).toList();
        List<byte[]> results = named(name + "." + reads.get(0).function.name(), () -> chain.calls(address, data));
        List<Values> values = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
            values.add(decode(reads.get(i).function, results.get(i)));
        }
        return values;
    }

    private Values decode(Function function, byte[] result) {
        String what = name + "." + function.name();
        if (result.length == 0) {
            throw new ChainException(what + ": nothing answers at " + address + "; is this the right address on chain "
                    + chain.chainId() + "?");
        }
        try {
            return function.decodeResult(result);
        } catch (IllegalArgumentException e) {
            throw new ChainException(
                    what + ": what is at " + address + " answers otherwise than a " + name + " does", e);
        }
    }

    Receipt send(Function function, Identity from, Duration deadline, Object... arguments) {
        byte[] data = function.encode(arguments);
        return named(name + "." + function.name(), () -> chain.send(from, Optional.of(address), data, deadline));
    }

    GasEstimate estimate(Function function, Address from, Object... arguments) {
        byte[] data = function.encode(arguments);
        return named(name + "." + function.name(), () -> chain.estimate(from, Optional.of(address), data));
    }

    Wei maxFeePerGas() {
        return chain.maxFeePerGas();
    }

    List<Log> logs(List<Optional<byte[]>> topics, BlockNumber fromBlock, BlockNumber toBlock) {
        return named(name + " logs", () -> chain.logs(address, topics, fromBlock, toBlock));
    }

    private static <T> T named(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (NodeRefusedException e) {
            throw new NodeRefusedException(what, e);
        } catch (NodeUnavailableException e) {
            throw new NodeUnavailableException(what, e);
        } catch (InsufficientFundsException e) {
            throw new InsufficientFundsException(what + ": " + e.getMessage(), e);
        } catch (SpendingLimitException e) {
            throw new SpendingLimitException(what + ": " + e.getMessage(), e);
        } catch (TransactionRevertedException e) {
            throw new TransactionRevertedException(what, e);
        } catch (TransactionPendingException e) {
            throw new TransactionPendingException(what, e);
        } catch (ChainException e) {
            throw new ChainException(what + ": " + e.getMessage(), e);
        }
    }
}
