package io.snet4j.devnet.daemon;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.snet4j.devnet.daemon.FreeCallCheck.FreeCall;
import io.snet4j.errors.ChainException;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc.FreeCallStateServiceImplBase;
import io.snet4j.wire.escrow.StateServiceProto;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateReply;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateRequest;
import io.snet4j.wire.escrow.StateServiceProto.GetFreeCallTokenRequest;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.function.Function;

/** Gives tokens for free calls, and tells how many are left. */
final class FreeCallService extends FreeCallStateServiceImplBase {
    static final long LONGEST_TOKEN_LIFE = 172_800;

    private final FreeCallCheck check;
    private final FreeCalls calls;
    private final FreeCallRules rules;
    private final Replica replica;
    private final Blocks blocks;
    private final Function<Address, Cogs> balances;

    /** @param balances of the token; blocks on the chain, and throws {@link ChainException} if it cannot tell */
    FreeCallService(
            FreeCallCheck check,
            FreeCalls calls,
            FreeCallRules rules,
            Replica replica,
            Blocks blocks,
            Function<Address, Cogs> balances) {
        this.check = check;
        this.calls = calls;
        this.rules = rules;
        this.replica = replica;
        this.blocks = blocks;
        this.balances = balances;
    }

    @Override
    public void getFreeCallToken(
            GetFreeCallTokenRequest request, StreamObserver<StateServiceProto.FreeCallToken> answer) {
        Replies.reply(answer, () -> token(request));
    }

    private StateServiceProto.FreeCallToken token(GetFreeCallTokenRequest request) {
        String address = request.getAddress();
        String userId = request.getUserId();
        Address signer = check.requester(
                address,
                userId,
                request.getCurrentBlock(),
                request.getSignature().toByteArray());
        if (!signer.equals(Signers.parse(address))) {
            throw GrpcFailure.unknown(Texts.otherRequester(address, signer));
        }
        blocks.check(request.getCurrentBlock(), Blocks.WINDOW);
        if (!rules.trusted().contains(signer)) {
            if (!userId.isEmpty()) {
                throw GrpcFailure.unknown(Texts.USER_ID_NOT_TRUSTED);
            }
            checkBalance(signer);
        }
        long life = request.hasTokenLifetimeInBlocks()
                        && Long.compareUnsigned(request.getTokenLifetimeInBlocks(), LONGEST_TOKEN_LIFE) <= 0
                ? request.getTokenLifetimeInBlocks()
                : LONGEST_TOKEN_LIFE;
        BlockNumber expiration = BlockNumber.of(blocks.head()).plus(BlockCount.of(life));
        byte[] token = FreeCallToken.sign(
                        rules.signer()
                                .orElseThrow(() ->
                                        new GrpcFailure(Status.Code.INTERNAL, Texts.crash(Texts.NO_FREE_CALL_KEY))),
                        replica,
                        signer,
                        userId,
                        expiration)
                .bytes();
        return StateServiceProto.FreeCallToken.newBuilder()
                .setToken(ByteString.copyFrom(token))
                .setTokenHex(HexFormat.of().formatHex(token))
                .setTokenExpirationBlock(expiration.toLong())
                .build();
    }

    private void checkBalance(Address user) {
        boolean enough;
        try {
            enough = balances.apply(user).compareTo(rules.balanceNeeded()) >= 0;
        } catch (ChainException e) {
            enough = false;
        }
        if (!enough) {
            throw GrpcFailure.unknown(Texts.balanceTooLow(rules.minBalance()));
        }
    }

    @Override
    public void getFreeCallsAvailable(FreeCallStateRequest request, StreamObserver<FreeCallStateReply> answer) {
        Replies.reply(answer, () -> {
            FreeCall call = new FreeCall(
                    request.getAddress(),
                    request.getUserId(),
                    BigInteger.valueOf(request.getCurrentBlock()),
                    request.getSignature().toByteArray(),
                    FreeCallToken.parse(request.getFreeCallToken().toByteArray()));
            try {
                check.check(call);
            } catch (GrpcFailure e) {
                throw GrpcFailure.unknown(e.text());
            }
            return FreeCallStateReply.newBuilder()
                    .setFreeCallsAvailable(calls.left(FreeCallUser.of(call.address(), call.userId(), replica)))
                    .build();
        });
    }
}
