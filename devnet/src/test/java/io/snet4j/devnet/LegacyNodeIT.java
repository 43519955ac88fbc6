package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.identity.Identity;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A node of the time before EIP-1559. */
final class LegacyNodeIT {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @Test
    void aNodeWithoutBaseFeeTakesLegacyTransactionsOfKeysHereAndThere() throws Exception {
        AnvilProgram program = AnvilProgram.find(System.getenv());
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Pattern listening = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");
        try (Watchdog anvil = Watchdog.start(folder -> List.of(
                program.in(folder).toString(),
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--hardfork",
                "berlin",
                "--cache-path",
                folder.resolve("cache").toString()))) {
            program.provideIn(anvil.folder());
            anvil.launch(line -> {
                Matcher ready = listening.matcher(line);
                if (ready.find()) {
                    port.complete(Integer.valueOf(ready.group(1)));
                }
            });
            send(URI.create("http://127.0.0.1:" + port.get(5, TimeUnit.MINUTES)));
        }
    }

    private static void send(URI node) throws Exception {
        try (FaultyNode proxy = FaultyNode.before(node);
                NodeControl control = NodeControl.of(node);
                Chain chain = Chain.connect(proxy.uri(), DEADLINE)) {
            Identity here = TestChain.account(0);
            Identity there = Identity.ofRemoteSigner(node, TestChain.account(1).address(), DEADLINE);
            FetchToken token = FetchToken.deploy(
                    chain, here, ContractCode.of("FetchToken"), "Fetch Token", "FET", Cogs.of(100), DEADLINE);
            token.transfer(here, there.address(), Cogs.of(30), DEADLINE);
            token.transfer(there, here.address(), Cogs.of(10), DEADLINE);

            assertThat(token.balance(there.address())).isEqualTo(Cogs.of(20));
            String hash = proxy.requests("eth_getTransactionReceipt").get(0).param(0);
            String mined = control.ask("eth_getTransactionByHash", "[\"" + hash + "\"]");
            assertThat(new ObjectMapper().readTree(mined).at("/type").asText()).isEqualTo("0x0");
            assertThat(chain.maxFeePerGas()).isGreaterThan(Wei.ZERO);
        }
    }
}
