package io.snet4j.devnet;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.RegistryContract;
import io.snet4j.devnet.DevnetConnection.Contracts;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;

/** The published contracts on a fresh chain. */
final class ContractDeployment {
    static final Duration DEADLINE = Duration.ofSeconds(20);
    /** Follow from the deployer's address and the order: the first three contracts that account 0 creates. */
    static final Contracts EXPECTED = new Contracts(
            Address.parse("0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512"),
            Address.parse("0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0"),
            Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3"));

    private static final Cogs SUPPLY = Cogs.ofFet("1000000");

    private ContractDeployment() {}

    /**
     * Lets an address answer questions as the token does.
     *
     * @throws DevnetException if another contract of the network is there
     */
    static void mirrorToken(AnvilRpc rpc, Address address) {
        if (address.equals(EXPECTED.token())) {
            return;
        }
        if (address.equals(EXPECTED.mpe()) || address.equals(EXPECTED.registry())) {
            throw new DevnetException("tokenAt " + address + " is the address of another contract of this network;"
                    + " choose one where nothing is");
        }
        // The minimal proxy of EIP-1167, with a static call (fa) in the place of the delegate call (f4).
        String token = EXPECTED.token().toString().substring(2);
        rpc.setCode(
                address, HexFormat.of().parseHex("363d3d373d3d3d363d73" + token + "5afa3d82803e903d91602b57fd5bf3"));
    }

    /** All of them, or none. */
    static boolean isDone(Chain chain) {
        return Stream.of(EXPECTED.mpe(), EXPECTED.registry(), EXPECTED.token()).allMatch(chain::hasCode);
    }

    /** @throws DevnetException if this chain is not fresh */
    static void deploy(Chain chain, Identity deployer) {
        FetchToken token = FetchToken.deploy(
                chain, deployer, ContractCode.of("FetchToken"), "Fetch Token", "FET", SUPPLY, DEADLINE);
        MultiPartyEscrow escrow = MultiPartyEscrow.deploy(
                chain, deployer, ContractCode.of("MultiPartyEscrow"), token.address(), DEADLINE);
        RegistryContract registry = RegistryContract.deploy(chain, deployer, ContractCode.of("Registry"), DEADLINE);
        Contracts deployed = new Contracts(escrow.address(), registry.address(), token.address());
        if (!deployed.equals(EXPECTED)) {
            throw new DevnetException("the contracts came to " + deployed + " instead of " + EXPECTED
                    + "; the state file was not saved by a devnet, begin without it");
        }
    }
}
