package io.snet4j.devnet;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.devnet.DevnetConnection.Account;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Accounts beside those that each network has, the same ones in each network. Thread-safe; blocks. */
final class NewAccounts {
    private final AtomicInteger given = new AtomicInteger();
    private final Chain chain;
    private final AnvilRpc rpc;

    NewAccounts(Chain chain, AnvilRpc rpc) {
        this.chain = chain;
        this.rpc = rpc;
    }

    Account next(Cogs tokens) {
        Account account = unused();
        fund(account.address(), tokens);
        return account;
    }

    void fund(Address account, Cogs tokens) {
        rpc.giveEther(account);
        if (tokens.compareTo(Cogs.ZERO) > 0) {
            new FetchToken(chain, ContractDeployment.EXPECTED.token())
                    .transfer(DevAccounts.DEPLOYER, account, tokens, ContractDeployment.DEADLINE);
        }
    }

    /** In a saved state some of them may have been used. */
    private Account unused() {
        Account account = account(given.incrementAndGet());
        while (rpc.hasEther(account.address())) {
            account = account(given.incrementAndGet());
        }
        return account;
    }

    private static Account account(int number) {
        try {
            byte[] seed = ("snet4j devnet account " + number).getBytes(StandardCharsets.UTF_8);
            String key = "0x"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(seed));
            return new Account("account" + number, Identity.ofPrivateKey(key).address(), key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
