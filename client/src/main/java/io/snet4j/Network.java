package io.snet4j;

import io.snet4j.chain.KnownBlock;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chain and the protocol's contracts on it. Immutable.
 *
 * @since 0.1.0
 */
public final class Network {
    private static final String LOCAL = "local";
    private static final BlockCount CLAIM_DEPTH = BlockCount.of(64);

    private final String name;
    private final long chainId;
    private final Address registry;
    private final Address escrow;
    private final Address token;
    private final BlockNumber firstLogBlock;
    private final Optional<String> escrowDeployment;
    private final Optional<KnownBlock> knownBlock;
    private final boolean isPublic;

    private Network(Builder builder) {
        name = builder.name;
        chainId = builder.chainId;
        registry = required("registry", builder.registry);
        escrow = required("escrow", builder.escrow);
        token = required("token", builder.token);
        firstLogBlock = builder.firstLogBlock;
        escrowDeployment = builder.escrowDeployment;
        knownBlock = builder.knownBlock;
        isPublic = builder.isPublic;
    }

    /** Ethereum, with the contracts for FET. Its daemons are looked for on the public internet only. */
    public static Network mainnet() {
        return builder("mainnet", 1)
                .registry(Address.parse("0x247DEbEBB766E4fA99667265A158060018D5f4F8"))
                .escrow(Address.parse("0xdF8d4826E016aFA8803d94A716FEB70aD5D2B8Ac"))
                .token(Address.parse("0xaea46A60368A7bD060eec7DF8CBa43b7EF41Ad85"))
                .knownBlock(KnownBlock.mainnet())
                .firstLogBlock(KnownBlock.mainnet().number())
                .escrowDeployment("0xac237d845702f0cb4bbfa7564bd12fd712a3bd01ffa0f3cb6556135fca0ce38b")
                .ofPublicServices()
                .build();
    }

    /** The Sepolia test network, with the contracts that public test services use; else as {@link #mainnet}. */
    public static Network sepolia() {
        return builder("sepolia", 11155111)
                .registry(Address.parse("0x4DCc70c6FCE4064803f0ae0cE48497B3f7182e5D"))
                .escrow(Address.parse("0x042d31F61c598eADcAc729B845406514521db520"))
                .token(Address.parse("0x3A54192862D1c52C8175d4912f1f778d1E3C2449"))
                .knownBlock(KnownBlock.sepolia())
                .firstLogBlock(KnownBlock.sepolia().number())
                .escrowDeployment("0x018377a246ca61de96d7566e9f29fd8b9234932ab6a7ffa7fb2c55f98cb019d6")
                .ofPublicServices()
                .build();
    }

    /** A chain of one's own. */
    public static Network local(long chainId, Address registry, Address escrow, Address token) {
        return builder(LOCAL, chainId)
                .registry(registry)
                .escrow(escrow)
                .token(token)
                .build();
    }

    /**
     * @param name for messages
     * @param chainId what the node must answer
     */
    public static Builder builder(String name, long chainId) {
        return new Builder(name, chainId);
    }

    public String name() {
        return name;
    }

    public long chainId() {
        return chainId;
    }

    public Address registry() {
        return registry;
    }

    /** The MultiPartyEscrow contract. */
    public Address escrow() {
        return escrow;
    }

    public Address token() {
        return token;
    }

    /**
     * The block from which channels are searched; at most the one that holds the escrow's deployment. On mainnet and
     * sepolia a block of early 2024, before there was an escrow for FET; a client then asks its node once for the
     * deployment's own.
     */
    public BlockNumber firstLogBlock() {
        return firstLogBlock;
    }

    /** The hash of the transaction, as the contracts' published network files have it. */
    Optional<String> escrowDeployment() {
        return escrowDeployment;
    }

    /** How deep a claim is when no reorganization takes it back; on a local chain there are none. */
    BlockCount claimDepth() {
        return name.equals(LOCAL) ? BlockCount.ZERO : CLAIM_DEPTH;
    }

    /** A block by which the node's latest one is held against this machine's clock; empty if the node is believed. */
    public Optional<KnownBlock> knownBlock() {
        return knownBlock;
    }

    /** Whether strangers register services here, so that metadata may lead to the public internet only. */
    boolean isPublic() {
        return isPublic;
    }

    @Override
    public String toString() {
        return name + " (chain " + chainId + ")";
    }

    private static Address required(String field, @Nullable Address value) {
        if (value == null) {
            throw new IllegalStateException("a network needs the address of its " + field);
        }
        return value;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final long chainId;
        private @Nullable Address registry;
        private @Nullable Address escrow;
        private @Nullable Address token;
        private BlockNumber firstLogBlock = BlockNumber.ZERO;
        private Optional<String> escrowDeployment = Optional.empty();
        private Optional<KnownBlock> knownBlock = Optional.empty();
        private boolean isPublic;

        private Builder(String name, long chainId) {
            this.name = name;
            this.chainId = chainId;
        }

        public Builder registry(Address contract) {
            registry = contract;
            return this;
        }

        public Builder escrow(Address contract) {
            escrow = contract;
            return this;
        }

        public Builder token(Address contract) {
            token = contract;
            return this;
        }

        /** Default: 0, the whole chain. */
        public Builder firstLogBlock(BlockNumber block) {
            firstLogBlock = block;
            escrowDeployment = Optional.empty();
            return this;
        }

        /**
         * Gives the number of the latest block an upper bound by this machine's clock. Default: none, the node is
         * believed; mainnet and sepolia have one.
         */
        public Builder knownBlock(KnownBlock block) {
            knownBlock = Optional.of(block);
            return this;
        }

        /** After the first block, which is for nodes that do not know the transaction. */
        Builder escrowDeployment(String transactionHash) {
            escrowDeployment = Optional.of(transactionHash);
            return this;
        }

        Builder ofPublicServices() {
            isPublic = true;
            return this;
        }

        /** @throws IllegalStateException naming the contract that is missing */
        public Network build() {
            return new Network(this);
        }
    }
}
