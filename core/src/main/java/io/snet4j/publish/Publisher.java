package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.Chain;
import io.snet4j.chain.GasEstimate;
import io.snet4j.chain.Receipt;
import io.snet4j.chain.RegistryContract;
import io.snet4j.chain.RegistryTransaction;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.identity.Identity;
import io.snet4j.publish.PublishPlan.Action;
import io.snet4j.storage.ContentStore;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Publishes organizations and services: files to content storage, their names to the Registry contract. A change says
 * how things should be in the end. So it may be made again, after a failure or by a program that was killed at any
 * point: what is done already is not done twice, and no transaction is sent if the Registry says already what is
 * wanted. What is published is read first, and what a file does not mention of it stays.
 *
 * <p>Thread-safe. Planning and publishing block on node and storage; publishing waits until its transaction is mined.
 *
 * @since 0.1.0
 */
public final class Publisher {
    private static final BlockCount A_DAY = BlockCount.of(7_200);

    private final Chain chain;
    private final RegistryContract contract;
    private final Optional<Identity> identity;
    private final PublishedFiles published;
    private final Drafts drafts;
    private final StoredContents contents;
    private final Duration deadline;

    private Publisher(Builder builder, Storage storage) {
        this.chain = builder.chain;
        this.contract = new RegistryContract(builder.chain, builder.registry);
        this.identity = builder.identity;
        this.deadline = builder.deadline;
        this.contents = new StoredContents(builder.store, storage, builder.patience);
        this.published = new PublishedFiles(contract, storage);
        this.drafts = new Drafts(published, contents::expected, builder.escrow, builder.apiCheck);
    }

    /** @param registry the Registry's address on the chain */
    public static Builder builder(Chain chain, Address registry) {
        return new Builder(chain, registry);
    }

    /**
     * The file that an organization has published, with all that others wrote into it.
     *
     * @return empty if it is not registered
     * @throws io.snet4j.errors.MetadataException if it is no file that can be read
     * @throws io.snet4j.errors.StorageException if storage fails, or lacks it
     */
    public Optional<OrganizationFile> organizationFile(String organizationId) {
        return published
                .organization(organizationId)
                .map(entry -> published.required("organization \"" + organizationId + "\"", entry.metadataUri()))
                .map(OrganizationFile::of);
    }

    /** As {@link #organizationFile}, of a service. */
    public Optional<ServiceFile> serviceFile(String organizationId, String serviceId) {
        return published
                .serviceUri(organizationId, serviceId)
                .map(uri -> published.required("service \"" + organizationId + "/" + serviceId + "\"", uri))
                .map(ServiceFile::of);
    }

    /**
     * What a change would do. Stores nothing and sends nothing; needs neither an identity nor a store. Without an
     * identity it is planned for the organization's owner.
     *
     * @throws InvalidFileException if the file, with what is published of it, has problems
     * @throws io.snet4j.errors.ServiceNotFoundException if its organization is not registered
     * @throws io.snet4j.errors.ChainException if the node fails; that the contract would refuse is the plan's obstacle
     * @throws io.snet4j.errors.StorageException if storage fails, or lacks what is published: see {@link
     *     RegistryChange.PublishService#asWhole}
     */
    public PublishPlan plan(RegistryChange change) {
        Draft draft = drafts.of(change, sender());
        PublishPlan plan = work(change, draft);
        if (draft.action() == Action.NOTHING || plan.obstacle().isPresent()) {
            return plan;
        }
        Optional<GasEstimate> gas = Optional.empty();
        try {
            gas = Optional.of(contract.estimate(sender().orElseGet(() -> owner(change)), tried(draft)));
            chain.checkFees(List.of(gas.get()));
            return with(plan, gas, Optional.empty());
        } catch (NodeRefusedException e) {
            return with(plan, gas, Optional.of("the contract would refuse it: " + e.reason()));
        } catch (SpendingLimitException e) {
            return with(plan, gas, Optional.ofNullable(e.getMessage()));
        }
    }

    private PublishPlan work(RegistryChange change, Draft draft) {
        return new PublishPlan(
                change,
                draft.action(),
                draft.differences(),
                draft.newApi().isPresent(),
                draft.stores(),
                Optional.empty(),
                draft.warnings(),
                draft.forbidden());
    }

    private static PublishPlan with(PublishPlan plan, Optional<GasEstimate> gas, Optional<String> obstacle) {
        return new PublishPlan(
                plan.change(),
                plan.action(),
                plan.differences(),
                plan.storesApi(),
                plan.storesFile(),
                gas,
                plan.warnings(),
                obstacle);
    }

    private Optional<Address> sender() {
        return identity.map(Identity::address);
    }

    private Address owner(RegistryChange change) {
        return contract.getOrganizationById(change.organizationId())
                .map(RegistryContract.RegisteredOrganization::owner)
                .orElse(Address.ZERO);
    }

    private RegistryTransaction tried(Draft draft) {
        return draft.transaction()
                .apply(draft.after()
                        .map(file -> contents.expected(FileJson.bytes(file)).toString())
                        .orElse(""));
    }

    /**
     * Makes a change. Waits first for transactions of the account that are not mined yet: one of them may be this very
     * change, sent by a process that is gone.
     *
     * @throws InvalidFileException if the file, with what is published of it, has problems
     * @throws NotPermittedException if the account may not
     * @throws io.snet4j.errors.ServiceNotFoundException if its organization is not registered
     * @throws io.snet4j.errors.StorageException if storage fails, or does not give again what it took; nothing was sent
     * @throws io.snet4j.errors.SpendingLimitException if the transaction may cost more than the fee limit allows
     * @throws io.snet4j.errors.InsufficientFundsException if the account lacks the ether for it
     * @throws io.snet4j.errors.NodeRefusedException if the contract would refuse the transaction, which was not sent
     *     then
     * @throws io.snet4j.errors.TransactionRevertedException if it was sent and failed
     * @throws io.snet4j.errors.TransactionPendingException if it was sent and is not mined in time; to make the change
     *     again is safe
     * @throws io.snet4j.errors.ChainException if the node fails
     * @throws IllegalStateException without an identity, or without a store where something is to be stored
     */
    public PublishResult apply(RegistryChange change) {
        return publish(change, Optional.empty());
    }

    /**
     * Makes a planned change, as {@link #apply(RegistryChange)} does, if it still is what was planned.
     *
     * @throws PlanOutdatedException if it would do something else now
     */
    public PublishResult apply(PublishPlan plan) {
        return publish(plan.change(), Optional.of(plan));
    }

    /**
     * The transaction that last changed an organization's own entry, with its fee, whoever sent it: after a publisher
     * that was killed, the one that it did not live to tell of. Looks back 7 200 blocks, a day on Ethereum.
     *
     * @return empty if there was none in that time, or the node does not tell
     * @throws io.snet4j.errors.ChainException if the node fails
     */
    public Optional<Receipt> lastTransaction(String organizationId) {
        return contract.lastChange(organizationId, A_DAY);
    }

    /** As {@link #lastTransaction(String)}, of a service's entry. */
    public Optional<Receipt> lastTransaction(String organizationId, String serviceId) {
        return contract.lastChange(organizationId, serviceId, A_DAY);
    }

    private PublishResult publish(RegistryChange change, Optional<PublishPlan> planned) {
        Identity account = identity.orElseThrow(() ->
                new IllegalStateException("a publisher without an identity can plan only; give it one to publish"));
        PendingTransactions.await(chain, account.address(), deadline);
        Draft draft = drafts.of(change, sender());
        PublishPlan now = work(change, draft);
        if (planned.isPresent() && !planned.get().isSameWork(now)) {
            throw new PlanOutdatedException(planned.get(), now);
        }
        draft.forbidden().ifPresent(reason -> {
            throw new NotPermittedException(reason);
        });
        if (draft.action() != Action.NOTHING) {
            // Before anything is stored: what fails here has cost nothing.
            chain.checkFees(List.of(contract.estimate(account.address(), tried(draft))));
        }
        Optional<ObjectNode> file = draft.after();
        if (draft.newApi().isPresent()) {
            URI api = contents.store(draft.newApi().get().bytes());
            file.ifPresent(json -> ServiceJson.api(json, api));
        }
        Optional<URI> uri = draft.stores()
                ? file.map(json -> contents.store(FileJson.bytes(json)))
                : draft.presentUri().map(PublishedFiles::uri);
        Optional<Receipt> receipt = send(account, draft, uri);
        return new PublishResult(
                receipt.isPresent() ? draft.action() : Action.NOTHING,
                uri,
                file.flatMap(PublishedFiles::apiUri).map(URI::create),
                receipt);
    }

    private Optional<Receipt> send(Identity account, Draft draft, Optional<URI> uri) {
        String name = uri.map(URI::toString).orElse("");
        boolean registered = uri.isPresent() && draft.presentUri().equals(Optional.of(name));
        if (draft.action() == Action.NOTHING || registered) {
            return Optional.empty();
        }
        return Optional.of(contract.send(account, draft.transaction().apply(name), deadline));
    }

    /** What a publisher works with. Not thread-safe. */
    public static final class Builder {
        private final Chain chain;
        private final Address registry;
        private Optional<Address> escrow = Optional.empty();
        private Optional<Storage> storage = Optional.empty();
        private Optional<ContentStore> store = Optional.empty();
        private Optional<Identity> identity = Optional.empty();
        private ApiCheck apiCheck = ApiCheck.NONE;
        private Duration deadline = Duration.ofMinutes(5);
        private Duration patience = Duration.ofMinutes(1);

        private Builder(Chain chain, Address registry) {
            this.chain = chain;
            this.registry = registry;
        }

        /** Where what is published is read, and what was stored is read back. Required. It stays open. */
        public Builder storage(Storage value) {
            storage = Optional.of(value);
            return this;
        }

        /** Where files go. Not needed to plan. It stays open. */
        public Builder store(ContentStore value) {
            store = Optional.of(value);
            return this;
        }

        /** Who publishes. Not needed to plan. */
        public Builder identity(Identity value) {
            identity = Optional.of(value);
            return this;
        }

        /** The network's escrow: services that name another are refused. */
        public Builder escrow(Address value) {
            escrow = Optional.of(value);
            return this;
        }

        /** Looks at proto files. Default: nobody does. */
        public Builder apiCheck(ApiCheck value) {
            apiCheck = value;
            return this;
        }

        /** For a transaction to be mined, and for others before it. Default: five minutes. */
        public Builder deadline(Duration value) {
            deadline = value;
            return this;
        }

        /** Until what was stored can be read: not all storages give at once what they took. Default: a minute. */
        public Builder patience(Duration value) {
            patience = value;
            return this;
        }

        /** @throws IllegalStateException without a storage */
        public Publisher build() {
            return new Publisher(
                    this,
                    storage.orElseThrow(() -> new IllegalStateException("a publisher needs a storage to read from")));
        }
    }
}
