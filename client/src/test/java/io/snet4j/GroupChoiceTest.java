package io.snet4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.chain.GroupId;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Service;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GroupChoiceTest {
    private static final Address PAYEE = Address.parse("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");
    private static final ServiceOptions SECOND =
            ServiceOptions.builder().group("second").build();

    private static GroupId id(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        return GroupId.of(bytes);
    }

    private static Organization organization(String... groups) {
        return new Organization(
                "example",
                "Example",
                Stream.of(groups)
                        .map(name -> new Organization.Group(name, id(name.length()), PAYEE, BlockCount.of(10)))
                        .toList());
    }

    private static Service service(String... groups) {
        return new Service(
                "example",
                "digits",
                "Digits",
                "proto",
                "grpc",
                URI.create("ipfs://Qm"),
                PAYEE,
                Stream.of(groups)
                        .map(name -> new Service.Group(
                                name,
                                id(name.length()),
                                List.of(URI.create("https://" + name + ".example")),
                                new Pricing.Fixed(Cogs.of(1))))
                        .toList());
    }

    private static String chosen(Organization organization, Service service, ServiceOptions options) {
        return GroupChoice.choose(organization, service, options).name();
    }

    @Test
    void theOnlyGroupNeedsNoNameAndOfSeveralTheDefaultOneIsTaken() {
        ServiceOptions defaults = ServiceOptions.defaults();

        assertThat(chosen(organization("odd", "second"), service("odd"), defaults))
                .isEqualTo("odd");
        assertThat(chosen(organization("odd", "default_group"), service("odd", "default_group"), defaults))
                .isEqualTo("default_group");
        assertThat(chosen(organization("first", "second"), service("first", "second"), SECOND))
                .isEqualTo("second");
    }

    // Guard: the orElseThrow in GroupChoice.served; without it the first group would be taken, whoever is paid there.
    @Tag("D20")
    @Test
    void aGroupThatTheServiceDoesNotHaveIsNamedWithThoseThatItHas() {
        assertThatExceptionOfType(ServiceNotFoundException.class)
                .isThrownBy(() -> chosen(organization("first", "third"), service("first", "third"), SECOND))
                .withMessage(
                        "service \"digits\" has no group \"second\"; name one of [first, third] in ServiceOptions");
    }

    // Guard: the orElseThrow in GroupChoice.choose.
    @Tag("D20")
    @Test
    void aGroupThatTheOrganizationDoesNotHaveIsNamedWithThoseThatItHas() {
        assertThatExceptionOfType(ServiceNotFoundException.class)
                .isThrownBy(() -> chosen(organization("first", "third"), service("second"), ServiceOptions.defaults()))
                .withMessage("organization \"example\" has no group \"second\", which its service \"digits\" names;"
                        + " it has [first, third]");
    }

    @Test
    void aGroupThatHasTwoIdsIsRefused() {
        Service other = new Service(
                "example",
                "digits",
                "Digits",
                "proto",
                "grpc",
                URI.create("ipfs://Qm"),
                PAYEE,
                List.of(new Service.Group(
                        "second",
                        id(99),
                        List.of(URI.create("https://second.example")),
                        new Pricing.Fixed(Cogs.of(1)))));

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> chosen(organization("second"), other, SECOND))
                .withMessageContaining("nobody could be paid");
    }
}
