package io.snet4j.internal.prepaid;

import io.snet4j.errors.PaymentStateException;
import io.snet4j.internal.memory.Batch;
import io.snet4j.internal.memory.Batches;
import io.snet4j.internal.memory.Batches.Change;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.Portion;
import io.snet4j.internal.memory.ProcessName;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is prepaid for one service, as all clients that share the memory have it. Thread-safe; blocks on the memory. All
 * throw {@link PaymentStateException} if it cannot be asked.
 */
final class SharedBatches {
    private static final Logger LOG = LoggerFactory.getLogger(SharedBatches.class);

    private final Memory memory;
    private final ServiceKey service;

    /** The name of this client among all that share the memory. */
    private final String self = ProcessName.OWN + " " + UUID.randomUUID();

    SharedBatches(Memory memory, ServiceKey service) {
        this.memory = memory;
        this.service = service;
    }

    /**
     * @param calls for how many calls; where no other process shares the memory, all that is left
     * @return empty if no batch covers one call
     */
    Optional<Portion> take(Cogs price, int calls, Instant now) {
        Optional<Cogs> most = memory.outlivesProcess() ? Optional.of(price.times(calls)) : Optional.empty();
        return ask(batches -> batches.take(price, most, now));
    }

    /** Whose batches are counted here, for messages. */
    String buyers() {
        return memory.outlivesProcess() ? "clients that share " + memory : "this client alone";
    }

    void giveBack(List<Portion> rests) {
        if (!rests.isEmpty()) {
            ask(batches -> {
                Batches after = batches;
                for (Portion rest : rests) {
                    after = after.giveBack(rest);
                }
                return new Change<>(after, true);
            });
        }
    }

    List<ChannelId> withoutToken(Cogs price, Instant now) {
        return ask(batches -> new Change<>(batches, batches.withoutToken(price, now)));
    }

    void tokenRefused(Portion portion) {
        String token = portion.batch().token().orElse("");
        ask(batches -> new Change<>(batches.withoutToken(portion.channel(), token), true));
    }

    /** Counts a batch as used up, unless somebody did before, or something newer is there. */
    void usedUp(Portion portion) {
        ask(batches -> new Change<>(
                batches.on(portion.channel()).serial() == portion.batch().serial()
                        ? batches.change(portion.channel(), batch -> batch.cutTo(Cogs.ZERO))
                        : batches,
                true));
    }

    /** @return what is there then */
    Batch change(ChannelId channel, UnaryOperator<Batch> change) {
        return ask(batches -> {
            Batches after = batches.change(channel, change);
            return new Change<>(after, after.on(channel));
        });
    }

    /**
     * The same, for the client that has the turn to buy. A client that was stopped until others took the turn changes
     * nothing, because they may have found at the daemon what it bought.
     *
     * @return what is there then
     */
    Batch changeInTurn(ChannelId channel, UnaryOperator<Batch> change) {
        return ask(batches -> {
            boolean mine = batches.buyer().equals(Optional.of(self));
            Batches after = mine ? batches.change(channel, change) : batches;
            if (!mine) {
                LOG.warn("what was prepaid on payment channel {} is left for others to find", channel);
            }
            return new Change<>(after, after.on(channel));
        });
    }

    private <T> T ask(Function<Batches, Change<T>> change) {
        try {
            return memory.batches(service, change);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    boolean beginBuying() {
        try {
            return memory.beginBuying(service, self);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Gives the turn to buy to others. If that fails, the turn ends by itself. */
    void endBuying() {
        // A folder cannot be written by an interrupted thread, and others would wait for this process's end.
        boolean interrupted = Thread.interrupted();
        try {
            memory.endBuying(service, self);
        } catch (IOException e) {
            LOG.warn("others wait a moment before they buy batches for {}: {}", service, e.toString());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private PaymentStateException failure(IOException e) {
        return new PaymentStateException(
                "what is prepaid cannot be read from " + memory + ", or not be kept there, so the call was not sent: "
                        + e,
                e);
    }
}
