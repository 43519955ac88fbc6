package demo;

import io.snet4j.Network;
import io.snet4j.SnetClient;
import io.snet4j.errors.ChainException;
import io.snet4j.grpc.ModelIds;
import io.snet4j.identity.Identity;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.training.ModelId;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingProto;
import java.net.URI;
import java.util.List;

/** What a stranger's first program needs of the client: to be built, to sign, to fail clearly. */
public class Standalone {
    public static void main(String[] args) throws Exception {
        System.out.println("snet4j " + SnetClient.class.getPackage().getImplementationVersion());
        check(
                "0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
                Identity.ofMnemonic("abandon ".repeat(11) + "about").address().toString());

        var identity = Identity.ofPrivateKey("0x" + "0".repeat(63) + "1");
        check("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf", identity.address().toString());
        check("65", String.valueOf(identity.signMessage(new byte[32]).length));

        var request = TrainingProto.ValidateRequest.newBuilder();
        try {
            ModelIds.set(request, new ModelId("m"));
            throw new AssertionError("a message without a model id took one");
        } catch (IllegalArgumentException expected) {
            System.out.println(expected.getMessage());
        }

        // Nobody listens on the discard port of this machine: the node that is down is named.
        var nobody = URI.create("http://127.0.0.1:9");
        try (var snet = SnetClient.builder()
                .network(Network.sepolia())
                .ethereumRpc(nobody)
                .storage(List.of(nobody))
                .identity(identity)
                .spendingLimit(SpendingLimit.builder().perCall(Cogs.ofFet("0.1")).build())
                .build()) {
            snet.openService("example-org", "example-service");
            throw new AssertionError("a service was opened without a node");
        } catch (ChainException expected) {
            check("NONE", expected.charge().toString());
            System.out.println(expected.getMessage());
        }
        System.out.println("the stranger's program ran");
    }

    private static void check(String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + ", got " + actual);
        }
    }
}
