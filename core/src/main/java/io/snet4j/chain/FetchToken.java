package io.snet4j.chain;

import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;

/**
 * The token (ERC-20, 18 decimals) that the escrow holds. Thread-safe; every method blocks on the network.
 *
 * @since 0.1.0
 */
public final class FetchToken {
    static final Function BALANCE_OF = Function.of("balanceOf(address)", "uint256");
    static final Function ALLOWANCE = Function.of("allowance(address,address)", "uint256");
    static final Function APPROVE = Function.of("approve(address,uint256)", "bool");
    static final Function TRANSFER = Function.of("transfer(address,uint256)", "bool");
    static final Function MINT = Function.of("mint(address,uint256)");

    private final Contract contract;

    public FetchToken(Chain chain, Address address) {
        this(new Contract("FetchToken", chain, address));
    }

    private FetchToken(Contract contract) {
        this.contract = contract;
    }

    /**
     * Creates a token of one's own, for a network of one's own.
     *
     * @param creationCode as compiled, without arguments
     * @param supply what the deployer then has; the deployer may also mint
     */
    public static FetchToken deploy(
            Chain chain,
            Identity deployer,
            byte[] creationCode,
            String name,
            String symbol,
            Cogs supply,
            Duration deadline) {
        return new FetchToken(Contract.deploy(
                "FetchToken",
                chain,
                deployer,
                creationCode,
                deadline,
                List.of("string", "string", "uint256"),
                name,
                symbol,
                supply.value()));
    }

    public Address address() {
        return contract.address();
    }

    public Cogs balance(Address account) {
        return contract.read(BALANCE_OF, account).cogs(0);
    }

    /** What {@code spender} may still take from {@code owner}. */
    public Cogs allowance(Address owner, Address spender) {
        return contract.read(ALLOWANCE, owner, spender).cogs(0);
    }

    /** Lets {@code spender} take up to {@code amount}, instead of what it might take before. */
    public Receipt approve(Identity owner, Address spender, Cogs amount, Duration deadline) {
        return contract.send(APPROVE, owner, deadline, spender, amount.value());
    }

    /** What {@link #approve} would cost now; sends nothing. */
    public GasEstimate estimateApprove(Address owner, Address spender, Cogs amount) {
        return contract.estimate(APPROVE, owner, spender, amount.value());
    }

    public Receipt transfer(Identity from, Address to, Cogs amount, Duration deadline) {
        return contract.send(TRANSFER, from, deadline, to, amount.value());
    }

    /** Makes new tokens; refused to all but minters. */
    public Receipt mint(Identity minter, Address to, Cogs amount, Duration deadline) {
        return contract.send(MINT, minter, deadline, to, amount.value());
    }
}
