package io.snet4j.cli;

import io.snet4j.chain.Chain;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.devnet.fault.NodeControl;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j devnet mine}. */
@Command(
        name = "mine",
        description = "Mines blocks on the devnet that runs, so that channels expire.",
        footer = {"", "Examples:", "  snet4j devnet mine 200", "  snet4j devnet mine 1 --json"})
@Printed(DevnetMineCommand.Mined.class)
final class DevnetMineCommand extends SnetCommand {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST = 100_000;

    /** At most so many at once: the node answers when it is done. */
    private static final int PART = 1_000;

    /** @param block the newest one */
    record Mined(long block) {}

    @Parameters(paramLabel = "BLOCKS", description = "How many, up to 100000.")
    private int blocks;

    DevnetMineCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        if (blocks < 1 || blocks > MOST) {
            throw wrongUsage("BLOCKS is " + blocks + "; expected 1 to " + MOST);
        }
        URI node = URI.create(context().profiles().settings("devnet").getOrDefault("SNET4J_RPC", ""));
        try (NodeControl control = NodeControl.of(node);
                Chain chain = Chain.connect(node, PATIENCE)) {
            for (int left = blocks; left > 0; left -= PART) {
                control.ask("anvil_mine", "[\"0x" + Integer.toHexString(Math.min(left, PART)) + "\"]");
            }
            output().print(new Mined(chain.blockNumber().toLong()), mined -> output().line(
                            "The newest block is " + mined.block() + "."));
        }
        return ExitCode.OK;
    }
}
