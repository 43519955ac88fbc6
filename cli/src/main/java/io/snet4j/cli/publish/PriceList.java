package io.snet4j.cli.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.cli.money.Amounts;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import picocli.CommandLine.TypeConversionException;

/**
 * Prices as they are typed, as the platform's entries of {@code pricing}. What has prices of methods is paid by those.
 */
final class PriceList {
    private static final String DEFAULT = "default";

    private final Conversion conversion;
    private final Places places;

    PriceList(Conversion conversion, Places places) {
        this.conversion = conversion;
        this.places = places;
    }

    void put(ObjectNode group, Key key, Node node, String path, String field) {
        ArrayNode entries = group.withArrayProperty(key.target());
        String place = Json.below(path, key.target()) + "[" + entries.size() + "]";
        places.put(Json.below(path, key.target()), YamlFile.line(node), field);
        places.put(place, YamlFile.line(node), field);
        ObjectNode entry = entries.addObject();
        if (key.kind() == Key.Kind.PRICE) {
            entry.put("price_model", "fixed_price");
            price(entry, node, place, field);
        } else {
            entry.put("price_model", "fixed_price_per_method");
            methods(entry, node, place, field);
        }
        for (int i = 0; i < entries.size(); i++) {
            boolean methods = entries.get(i).has("details") || entries.size() == 1;
            ((ObjectNode) entries.get(i)).put(DEFAULT, methods);
        }
    }

    private void price(ObjectNode into, Node node, String path, String field) {
        Optional<String> text = conversion.text(node, field);
        try {
            text.ifPresent(typed -> into.put(
                    "price_in_cogs", new Amounts().convert(typed.strip()).value()));
        } catch (TypeConversionException e) {
            conversion.problem(node, field, String.valueOf(e.getMessage()));
            // It is told once.
            into.put("price_in_cogs", 0);
        }
        places.put(path + ".price_in_cogs", YamlFile.line(node), field);
    }

    private void methods(ObjectNode entry, Node node, String path, String field) {
        ArrayNode details = entry.putArray("details");
        if (!(node instanceof MappingNode mapping)) {
            conversion.problem(node, field, "expected prices by package.Service/method");
            return;
        }
        for (NodeTuple part : mapping.getValue()) {
            String name = Json.name(part);
            String here = Json.below(field, name);
            int slash = name.indexOf('/');
            if (slash < 1 || slash == name.length() - 1) {
                conversion.problem(part.getKeyNode(), here, "expected package.Service/method");
                continue;
            }
            String service = name.substring(0, slash);
            int point = service.lastIndexOf('.');
            String prefix = point < 0 ? "" : service.substring(0, point);
            if (!entry.path("package_name").asText(prefix).equals(prefix)) {
                conversion.problem(
                        part.getKeyNode(),
                        here,
                        "is of another package than "
                                + entry.path("package_name").asText() + "; prices of methods are for one package");
                continue;
            }
            entry.put("package_name", prefix);
            method(details, service.substring(point + 1), name.substring(slash + 1), part, path, here);
        }
    }

    private void method(ArrayNode details, String service, String method, NodeTuple part, String path, String field) {
        int index = 0;
        while (index < details.size()
                && !details.get(index).path("service_name").asText().equals(service)) {
            index++;
        }
        ObjectNode entry = index < details.size()
                ? (ObjectNode) details.get(index)
                : details.addObject().put("service_name", service);
        ArrayNode methods = entry.withArrayProperty("method_pricing");
        String place = path + ".details[" + index + "]";
        places.put(place, YamlFile.line(part.getKeyNode()), field);
        place += ".method_pricing[" + methods.size() + "]";
        places.put(place, YamlFile.line(part.getKeyNode()), field);
        places.put(place + ".method_name", YamlFile.line(part.getKeyNode()), field);
        price(methods.addObject().put("method_name", method), part.getValueNode(), place, field);
    }
}
