package io.snet4j.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Service;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A service's groups and prices as its file has them. */
final class ServiceJson {
    static final String API_SOURCE = "service_api_source";
    static final String API_HASH = "model_ipfs_hash";
    private static final String IPFS = "ipfs://";
    private static final String FREE_CALLS = "free_calls";
    private static final String FREE_CALL_SIGNER = "free_call_signer_address";

    private ServiceJson() {}

    static void api(ObjectNode json, URI api) {
        String text = api.toString();
        json.put(API_SOURCE, text);
        if (text.startsWith(IPFS)) {
            // Readers from before service_api_source look here.
            json.put(API_HASH, text.substring(IPFS.length()));
        } else if (json.has(API_HASH)) {
            // It would lead them to another API.
            json.put(API_HASH, "");
        }
    }

    /** As the published file names it, whatever this one says. */
    static void keepApi(ObjectNode published, ObjectNode json) {
        for (String field : List.of(API_SOURCE, API_HASH)) {
            json.remove(field);
            if (published.has(field)) {
                json.set(field, published.get(field));
            }
        }
    }

    static void group(ObjectNode json, Service.Group group) {
        json.put("group_id", group.id().toString());
        // The Python client does not read a group that says that it gives no free calls.
        json.put(
                FREE_CALL_SIGNER,
                group.freeCalls().map(free -> free.signer().toString()).orElse(""));
        Json.clear(json, FREE_CALLS);
        group.freeCalls()
                .map(Service.FreeCalls::calls)
                .filter(calls -> calls > 0)
                .ifPresent(calls -> json.put(FREE_CALLS, calls));
        offer(json, group.endpoints(), group.pricing(), group.alternatives());
    }

    static void offer(ObjectNode group, Collection<URI> endpoints, Pricing inForce, List<Pricing> alternatives) {
        if (!group.has(FREE_CALL_SIGNER)) {
            // The Python client does not read a group without.
            group.put(FREE_CALL_SIGNER, "");
        }
        ArrayNode places = group.putArray("endpoints");
        endpoints.forEach(endpoint -> places.add(endpoint.toString()));
        ArrayNode pricing = group.putArray("pricing").add(pricing(inForce, true));
        alternatives.forEach(other -> pricing.add(pricing(other, false)));
    }

    /** @throws IllegalArgumentException if the methods' names cannot be written: one package for all */
    static ObjectNode pricing(Pricing pricing, boolean inForce) {
        ObjectNode entry = FileJson.object();
        if (inForce) {
            entry.put("default", true);
        }
        if (pricing instanceof Pricing.Fixed fixed) {
            return entry.put("price_model", PricingRules.FIXED)
                    .put("price_in_cogs", fixed.price().value());
        }
        Map<String, Cogs> prices = new TreeMap<>(((Pricing.PerMethod) pricing).prices());
        List<String> packages =
                prices.keySet().stream().map(ServiceJson::packageOf).distinct().toList();
        if (packages.size() != 1) {
            throw new IllegalArgumentException(
                    "prices per method must be for the methods of one package, not of " + packages);
        }
        entry.put("price_model", PricingRules.PER_METHOD).put("package_name", packages.get(0));
        ArrayNode details = entry.putArray("details");
        Map<String, ArrayNode> services = new LinkedHashMap<>();
        prices.forEach((method, price) -> {
            String service = method.substring(0, method.indexOf('/'));
            services.computeIfAbsent(service.substring(service.lastIndexOf('.') + 1), name -> details.addObject()
                            .put("service_name", name)
                            .putArray("method_pricing"))
                    .addObject()
                    .put("method_name", method.substring(method.indexOf('/') + 1))
                    .put("price_in_cogs", price.value());
        });
        return entry;
    }

    private static String packageOf(String method) {
        int slash = method.indexOf('/');
        if (slash < 1 || slash == method.length() - 1) {
            throw new IllegalArgumentException("no method: \"" + method + "\"; expected package.Service/method");
        }
        int dot = method.lastIndexOf('.', slash);
        return dot < 0 ? "" : method.substring(0, dot);
    }
}
