package io.snet4j.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.ServiceClient;
import io.snet4j.scripted.EchoCalls;
import io.snet4j.scripted.World;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Service clients as frameworks wrap them: by an interface, and later. */
class WrappedServiceTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    /** Does as Spring's proxies do: it is made before its target, and hands itself out where the target would. */
    private static ServiceClient proxy(Supplier<ServiceClient> target) {
        return (ServiceClient) Proxy.newProxyInstance(
                ServiceClient.class.getClassLoader(),
                new Class<?>[] {ServiceClient.class},
                (proxy, method, arguments) -> {
                    ServiceClient real = target.get();
                    try {
                        Object answer = method.invoke(real, arguments);
                        return answer == real && method.getReturnType().isInstance(proxy) ? proxy : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aPaidChannelWorksThroughProxiesOfProxies() {
        world.openChannel(100);
        ServiceClient real = world.client();
        ServiceClient proxy = proxy(() -> proxy(() -> real));

        assertThat(EchoCalls.unary(PaidChannel.of(proxy), "hello")).isEqualTo("hello");
        assertThat(world.signed).hasSize(1);
    }

    @Test
    void dynamicCallsWorkThroughAProxy() {
        world.openChannel(100);
        ServiceClient real = world.client();
        DynamicMethod method = DynamicCalls.of(proxy(() -> real)).method("Echo/Unary");

        assertThat(method.toJson(method.unary(method.newRequest("\"hello\"").build())))
                .isEqualTo("\"hello\"");
        assertThat(world.signed).hasSize(1);
    }

    @Test
    void aServiceClientWithNothingBehindItIsRefusedByName() {
        ServiceClient hollow = (ServiceClient) Proxy.newProxyInstance(
                ServiceClient.class.getClassLoader(),
                new Class<?>[] {ServiceClient.class},
                (proxy, method, arguments) -> Optional.empty());

        assertThatThrownBy(() -> PaidChannel.of(hollow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unwrap");
        assertThatThrownBy(() -> DynamicCalls.of(hollow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unwrap");
    }
}
