package io.snet4j.internal.call;

import com.google.protobuf.ByteString;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.call.CallSpec.Signing;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.value.BlockNumber;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Signs that a call is ours. Thread-safe; blocks on the chain when no block is known that is young enough. */
final class Authorizer {
    /** What is good for 600 blocks stays good for this long even where there is a block each second. */
    private static final Duration UNIFIED_LIFE = Duration.ofMinutes(5);

    /** Of the 600 blocks that a unified authorization is good for, those that are left at the end of its life here. */
    private static final int UNIFIED_WINDOW = 600 - (int) UNIFIED_LIFE.toSeconds();

    private static final String UNIFIED_MESSAGE = "unified";

    private final Identity identity;
    private final BlockClock clock;
    private final boolean reusable;
    private final LongSupplier nanoTime;
    private Optional<Kept> unified = Optional.empty();
    private Optional<AuthorizationDetails> last = Optional.empty();

    /** @param reusable whether unified ones are made at all */
    Authorizer(Identity identity, BlockClock clock, boolean reusable, LongSupplier nanoTime) {
        this.identity = identity;
        this.clock = clock;
        this.reusable = reusable;
        this.nanoTime = nanoTime;
    }

    /** One for this moment; the unified one is used again while it is fresh, so that polling asks no chain. */
    AuthorizationDetails authorize(CallSpec<?, ?> spec) {
        return switch (spec.signing()) {
            case NONE -> AuthorizationDetails.getDefaultInstance();
            case OWN_NAME -> signed(spec.name(), near(BlockClock.WINDOW));
            case UNIFIED -> reusable ? unified() : signed(spec.name(), near(BlockClock.WINDOW));
        };
    }

    /** For a message of an upload, which is read some blocks later. */
    AuthorizationDetails authorizeAhead(CallSpec<?, ?> spec, UploadBlocks blocks, UploadPace pace) {
        return signed(spec.name(), blocks.next(pace));
    }

    /** Has a block read for the next signature, while something else is done. */
    void prepare() {
        clock.prepare(0);
    }

    /** As {@link #prepare}, for the messages of an upload. */
    UploadBlocks prepareUpload() {
        UploadBlocks blocks = new UploadBlocks(clock);
        clock.prepare(UploadPace.SLOWEST_READ);
        return blocks;
    }

    /** After a refusal: the next one is signed anew, for a block that is asked for then. */
    void forget(CallSpec<?, ?> spec) {
        clock.refused();
        synchronized (this) {
            if (spec.signing() == Signing.UNIFIED) {
                unified = Optional.empty();
            }
        }
    }

    private AuthorizationDetails unified() {
        Optional<AuthorizationDetails> kept = kept();
        if (kept.isPresent()) {
            return kept.get();
        }
        AuthorizationDetails signed = signed(UNIFIED_MESSAGE, near(UNIFIED_WINDOW));
        synchronized (this) {
            unified = Optional.of(new Kept(signed, nanoTime.getAsLong()));
        }
        return signed;
    }

    private synchronized Optional<AuthorizationDetails> kept() {
        return unified.filter(kept -> nanoTime.getAsLong() - kept.signedAt < UNIFIED_LIFE.toNanos())
                .map(Kept::details);
    }

    private BlockNumber near(int window) {
        return clock.near(window);
    }

    /** Signs a message once for each block. */
    private AuthorizationDetails signed(String message, BlockNumber block) {
        Optional<AuthorizationDetails> same = same(message, block);
        if (same.isPresent()) {
            return same.get();
        }
        byte[] signature =
                identity.signMessage(ProtocolMessages.trainingAuthorization(message, identity.address(), block));
        AuthorizationDetails details = AuthorizationDetails.newBuilder()
                .setMessage(message)
                .setCurrentBlock(block.toLong())
                .setSignerAddress(identity.address().toString())
                .setSignature(ByteString.copyFrom(signature))
                .build();
        synchronized (this) {
            last = Optional.of(details);
        }
        return details;
    }

    private synchronized Optional<AuthorizationDetails> same(String message, BlockNumber block) {
        return last.filter(details -> details.getCurrentBlock() == block.toLong()
                && details.getMessage().equals(message));
    }

    private record Kept(AuthorizationDetails details, long signedAt) {}
}
