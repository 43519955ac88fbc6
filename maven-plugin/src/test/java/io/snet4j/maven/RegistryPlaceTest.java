package io.snet4j.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegistryPlaceTest {
    private static final String ADDRESS = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";

    @Test
    void networksHaveNames() {
        assertThat(RegistryPlace.of("mainnet", null, null).chainId()).isEqualTo(1);
        assertThat(RegistryPlace.of("sepolia", null, null).chainId()).isEqualTo(11155111);
        assertThat(RegistryPlace.of("sepolia", ADDRESS, null).registry()).hasToString(ADDRESS);
        assertThat(RegistryPlace.of("local", ADDRESS, 31337L).chainId()).isEqualTo(31337);
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertThatThrownBy(() -> RegistryPlace.of("ropsten", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network is \"ropsten\"; expected mainnet, sepolia or local");
        assertThatThrownBy(() -> RegistryPlace.of("local", ADDRESS, null)).hasMessage("a local network needs chainId");
        assertThatThrownBy(() -> RegistryPlace.of("local", null, 1L)).hasMessage("a local network needs registry");
    }
}
