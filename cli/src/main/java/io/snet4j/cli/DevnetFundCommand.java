package io.snet4j.cli;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.money.Amounts;
import io.snet4j.cli.settings.KeystoreText;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j devnet fund}. */
@Command(
        name = "fund",
        description = "Gives an account play money of the devnet that runs: FET, and one ether for fees.",
        footer = {
            "",
            "Examples:",
            "  snet4j devnet fund alice",
            "  snet4j devnet fund 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --amount 5FET"
        })
@Printed(DevnetFundCommand.Funded.class)
final class DevnetFundCommand extends SnetCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Wei ONE_ETHER = new Wei(BigInteger.TEN.pow(18));

    /** @param tokens what the address has now, outside of the escrow */
    record Funded(Address address, Cogs tokens) {}

    @Parameters(paramLabel = "WHO", description = "Who gets it: an address, or the name of a key of yours.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String who;

    @Option(
            names = "--amount",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            defaultValue = "10FET",
            description = "Of FET. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Cogs amount;

    DevnetFundCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        Address address = address();
        Map<String, String> devnet = context().profiles().settings("devnet");
        URI node = URI.create(devnet.getOrDefault("SNET4J_RPC", ""));
        try (NodeControl control = NodeControl.of(node);
                Chain chain = Chain.connect(node, PATIENCE)) {
            FetchToken token = new FetchToken(chain, Address.parse(devnet.getOrDefault("SNET4J_TOKEN", "")));
            // The consumer has more play money than anybody can spend.
            Identity consumer = Identity.ofPrivateKey(devnet.getOrDefault("SNET4J_PRIVATE_KEY", ""));
            token.transfer(consumer, address, amount, PATIENCE);
            if (control.ether(address).value().compareTo(ONE_ETHER.value()) < 0) {
                control.giveEther(address, ONE_ETHER);
            }
            output().print(new Funded(address, token.balance(address)), funded -> output().line(
                            funded.address() + " has " + funded.tokens() + "."));
        }
        return ExitCode.OK;
    }

    private Address address() {
        if (!who.startsWith("0x")) {
            return KeystoreText.address(context().keys().file(who))
                    .orElseThrow(
                            () -> new RefusedException("the file of the key " + who + " does not name its address"));
        }
        try {
            return Address.parse(who);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
