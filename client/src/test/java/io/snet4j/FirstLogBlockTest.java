package io.snet4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.Chain;
import io.snet4j.chain.KnownBlock;
import io.snet4j.errors.ChainException;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FirstLogBlockTest {
    private final List<Object> asked = new ArrayList<>();

    private Chain node(Supplier<Optional<BlockNumber>> answer) {
        return (Chain) Proxy.newProxyInstance(
                Chain.class.getClassLoader(), new Class<?>[] {Chain.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("deploymentBlock");
                    asked.add(arguments[0]);
                    return answer.get();
                });
    }

    @Test
    void thePublicNetworksAreSearchedFromWhereTheirEscrowBegins() {
        for (Network network : List.of(Network.mainnet(), Network.sepolia())) {
            asked.clear();
            FirstLogBlock first = new FirstLogBlock(node(() -> Optional.of(BlockNumber.of(21_000_000))), network);

            assertThat(first.get()).isEqualTo(BlockNumber.of(21_000_000));
            assertThat(first.get()).isEqualTo(BlockNumber.of(21_000_000));
            assertThat(asked).containsExactly(network.escrow());
        }
    }

    @Test
    void aNodeThatDoesNotKnowTheDeploymentIsSearchedFromBeforeIt() {
        assertThat(new FirstLogBlock(node(Optional::empty), Network.mainnet()).get())
                .isEqualTo(KnownBlock.mainnet().number());
        assertThat(new FirstLogBlock(
                                node(() -> {
                                    throw new ChainException("pruned");
                                }),
                                Network.sepolia())
                        .get())
                .isEqualTo(KnownBlock.sepolia().number());
    }

    @Test
    void whatTheUserNamesIsNotAskedFor() {
        Network own = Network.builder("own", 5)
                .registry(Address.ZERO)
                .escrow(Address.ZERO)
                .token(Address.ZERO)
                .firstLogBlock(BlockNumber.of(7))
                .build();

        assertThat(new FirstLogBlock(node(Optional::empty), own).get()).isEqualTo(BlockNumber.of(7));
        assertThat(asked).isEmpty();
    }
}
