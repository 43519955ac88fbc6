package io.snet4j.state.jdbc.fleet;

import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.payment.PaymentState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * What a fleet is compared with: each call takes its channel in the database, marks what it signs, and gives it back.
 */
final class LockAtEachCall {
    private LockAtEachCall() {}

    static PaymentState of(PaymentState state) {
        MemorySource source =
                (chainId, escrow, payer) -> lock(MemorySource.of(state).open(chainId, escrow, payer));
        return source;
    }

    private static Memory lock(Memory memory) {
        return (Memory) Proxy.newProxyInstance(
                LockAtEachCall.class.getClassLoader(), new Class<?>[] {Memory.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(memory, arguments);
                        if (method.getName().equals("endCall")) {
                            memory.close();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
