package io.snet4j.devnet;

import io.snet4j.chain.GroupId;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a program needs to know of a running network. Immutable.
 *
 * @param rpcUrl of the Ethereum node
 * @param ipfsUrl of content storage
 * @param daemonUrl the endpoint in the service's metadata
 * @param serviceUrl where the daemon finds the service's own methods
 * @param modelServiceUrl where the daemon finds its training methods
 * @param accounts with ether each; consumers have tokens too
 * @param channelLife for how many blocks a new channel of a client with these {@link #settings} lives; empty for as
 *     many as the client likes, which is a week of mainnet's
 * @since 0.1.0
 */
public record DevnetConnection(
        URI rpcUrl,
        long chainId,
        Contracts contracts,
        URI ipfsUrl,
        URI daemonUrl,
        String orgId,
        String serviceId,
        String groupName,
        GroupId groupId,
        URI serviceUrl,
        URI modelServiceUrl,
        List<Account> accounts,
        Optional<BlockCount> channelLife) {
    public DevnetConnection {
        accounts = List.copyOf(accounts);
    }

    /** With channels that live as long as clients like. */
    public DevnetConnection(
            URI rpcUrl,
            long chainId,
            Contracts contracts,
            URI ipfsUrl,
            URI daemonUrl,
            String orgId,
            String serviceId,
            String groupName,
            GroupId groupId,
            URI serviceUrl,
            URI modelServiceUrl,
            List<Account> accounts) {
        this(
                rpcUrl,
                chainId,
                contracts,
                ipfsUrl,
                daemonUrl,
                orgId,
                serviceId,
                groupName,
                groupId,
                serviceUrl,
                modelServiceUrl,
                accounts,
                Optional.empty());
    }

    /**
     * The first account of a role.
     *
     * @param role {@code deployer}, {@code provider} (owns the organization and is paid), {@code freeCallSigner},
     *     {@code consumer}, or one of the further consumers {@code consumer2} and so on
     * @throws IllegalArgumentException if there is none
     */
    public Account account(String role) {
        return accounts.stream()
                .filter(account -> account.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no account has the role \"" + role + "\"; there are "
                        + accounts.stream().map(Account::role).toList()));
    }

    /**
     * What a client needs to be this account on this network, as {@code SnetClient.builder().from(…)} takes it: the
     * names are those of the environment variables. It holds the account's private key. One FET may be put into a
     * channel, so that calls can be paid without another word; it expires after {@link #channelLife} blocks.
     *
     * @param role as in {@link #account}
     * @return in a fixed order; cannot be changed
     * @throws IllegalArgumentException if there is none
     */
    public Map<String, String> settings(String role) {
        return AccountSettings.of(this, account(role));
    }

    /**
     * As {@link #settings(String)}, for an account that has no role here, such as one of {@link Devnet#newAccount}.
     *
     * @since 0.1.0
     */
    public Map<String, String> settings(Account account) {
        return AccountSettings.of(this, account);
    }

    /** One line of JSON, as {@code snet4j devnet --json} prints it. It holds the private keys. */
    public String toJson() {
        return ConnectionJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote; unknown fields are ignored.
     *
     * @throws io.snet4j.errors.InvalidRequestException naming the field that is missing or wrong
     */
    public static DevnetConnection parse(String json) {
        return ConnectionJson.read(json);
    }

    /** The deployed contracts. */
    public record Contracts(Address mpe, Address registry, Address token) {}

    /**
     * An account of the network.
     *
     * @param privateKey {@code 0x} and 64 digits; worthless elsewhere, since everybody knows it
     */
    public record Account(String role, Address address, String privateKey) {
        public Identity identity() {
            return Identity.ofPrivateKey(privateKey);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return role + " " + address;
        }
    }
}
