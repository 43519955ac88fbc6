package io.snet4j.cli.publish;

import io.snet4j.cli.publish.Key.Kind;
import java.util.List;

/** All names of {@code snet.yaml}. The JSON Schema is made of this table, and files are read by it. */
final class SnetKeys {
    private static final Key ADDRESSES = Key.of(
            Kind.TEXTS,
            "daemon_addresses",
            "daemon_addresses",
            "Addresses of the daemons' own keys, 0x and 40 digits.");

    private static final List<Key> CONTACT = List.of(
            Key.text("type", "contact_type", "general or support."),
            Key.text("email", "email", "An address to write to."),
            Key.text("phone", "phone", "A number to call."));

    private static final List<Key> ORGANIZATION_GROUP = List.of(
            Key.text("name", "group_name", "The group's name, such as default_group. Services name it, too."),
            Key.text("id", "group_id", "32 bytes in Base64. Without one, the published one stays, or one is made."),
            Key.text(
                    "payment_address",
                    "payment.payment_address",
                    "Who is paid: 0x and 40 digits. Its key claims what was earned."),
            Key.of(
                    Kind.WHOLE_NUMBER,
                    "expiration_threshold",
                    "payment.payment_expiration_threshold",
                    "In blocks: daemons refuse payments from channels that expire sooner."),
            Key.of(
                    Kind.TEXTS,
                    "etcd",
                    "payment.payment_channel_storage_client.endpoints",
                    "Where the group's daemons keep payments. Default: http://127.0.0.1:2379."),
            Key.text(
                    "connection_timeout",
                    "payment.payment_channel_storage_client.connection_timeout",
                    "Of etcd, such as 5s, which is the default."),
            Key.text(
                    "request_timeout",
                    "payment.payment_channel_storage_client.request_timeout",
                    "Of etcd, such as 5s, which is the default."),
            Key.of(Kind.FIELDS, "fields", "", "Further fields, as the platform's file has them."));

    private static final List<Key> SERVICE_GROUP = List.of(
            Key.text("name", "group_name", "A group of the organization, which is paid."),
            Key.text("id", "group_id", "32 bytes in Base64. Default: that of the organization's group."),
            Key.of(Kind.TEXTS, "endpoints", "endpoints", "Where the daemons are: https://HOST:PORT."),
            Key.of(Kind.PRICE, "price", "pricing", "Of a call: 0.01 FET, or cogs. 0 is a price, too."),
            Key.of(Kind.PRICES, "prices", "pricing", "Of single methods, by package.Service/method."),
            Key.of(Kind.WHOLE_NUMBER, "free_calls", "free_calls", "How many calls each user has for nothing."),
            Key.text(
                    "free_call_signer",
                    "free_call_signer_address",
                    "Whose key the daemon signs free calls with: 0x and 40 digits."),
            ADDRESSES,
            Key.of(Kind.FIELDS, "fields", "", "Further fields, as the platform's file has them."));

    private static final List<Key> MEDIA = List.of(
            Key.text("url", "url", "Where it is."),
            Key.text("file_type", "file_type", "image or video."),
            Key.text("asset_type", "asset_type", "hero_image, for one."),
            Key.text("alt_text", "alt_text", "In place of it."),
            Key.of(Kind.WHOLE_NUMBER, "order", "order", "From 1."));

    private static final List<Key> CONTRIBUTOR =
            List.of(Key.text("name", "name", "A person."), Key.text("email", "email_id", "An address to write to."));

    static final List<Key> ORGANIZATION = List.of(
            Key.text("id", "org_id", "At most 32 bytes. It can never be changed."),
            Key.text("name", "org_name", "For people."),
            Key.text("type", "org_type", "individual, which is the default, or organization."),
            Key.text("description", "description.description", "For people."),
            Key.text("short_description", "description.short_description", "At most 160 characters."),
            Key.text("url", "description.url", "A page about it."),
            Key.objects("contacts", "contacts", "Who can be asked.", CONTACT),
            Key.of(Kind.JSON, "assets", "assets", "Pictures, as the platform's file has them."),
            Key.objects("groups", "groups", "Who is paid; services name one or more of them.", ORGANIZATION_GROUP),
            Key.of(Kind.FIELDS, "fields", "", "Further fields, as the platform's file has them."));

    static final List<Key> SERVICE = List.of(
            Key.text("id", "", "At most 32 bytes. It can never be changed."),
            Key.text("organization", "", "Its organization's id. Default: that of the organization in this file."),
            Key.text("name", "display_name", "For people."),
            Key.text("description", "service_description.description", "For people."),
            Key.text("short_description", "service_description.short_description", "At most 160 characters."),
            Key.text("url", "service_description.url", "A page about it."),
            Key.of(Kind.TEXTS, "tags", "tags", "To be found by."),
            Key.text("proto", "", "The folder of its proto files, beside this file. They are published along."),
            Key.text("api", "service_api_source", "Where its proto files are already: ipfs://…, in place of proto."),
            Key.text("encoding", "encoding", "proto, which is the default, or json."),
            Key.text("type", "service_type", "grpc, which is the default, http, jsonrpc or process."),
            Key.text("escrow", "mpe_address", "Default: that of the network."),
            Key.objects("groups", "groups", "Where it is called, and what that costs.", SERVICE_GROUP),
            Key.objects("media", "media", "Pictures and films.", MEDIA),
            Key.objects("contributors", "contributors", "Who made it.", CONTRIBUTOR),
            Key.of(Kind.JSON, "assets", "assets", "As the platform's file has them."),
            Key.of(Kind.FIELDS, "fields", "", "Further fields, as the platform's file has them."));

    static final List<Key> ALL = List.of(
            Key.object("organization", "Who publishes. May be left out if it is published already.", ORGANIZATION),
            Key.object("service", "What is called. May be left out.", SERVICE));

    private SnetKeys() {}
}
