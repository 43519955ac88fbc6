package io.snet4j.cli.publish;

/** YAML as JSON. */
final class YamlTree {
    private YamlTree() {}

    static String json(String text) {
        return Json.of(YamlFile.of("file", text).root(), "", "", new Places("file"))
                .toString();
    }
}
