package io.snet4j.provider.tck;

import java.util.Locale;

/**
 * What the protocol asks of a provider, in the order in which it is checked. A daemon takes the client's money for
 * every answer of {@code upload_and_validate}, {@code validate_model} and {@code train_model} that is no error; many
 * rules follow from that.
 *
 * @since 0.1.0
 */
public enum ProtocolRule {
    CREATE_GIVES_AN_ID("create_model answers with an id that is not empty."),
    CREATE_IDS_DIFFER("Each create_model gives an id of its own, also for the same name."),
    CREATE_IS_CREATED("A new model is CREATED."),
    CREATE_MANY_AT_ONCE("Twenty calls of create_model at once give twenty models."),
    CREATE_HUGE_NAME("A name of a million characters is taken, or refused with an error."),
    MODELS_ARE_APART("What happens to one model changes no other."),

    UNKNOWN_ID_NOT_FOUND("An id that was never given is NOT_FOUND for status, prices and deletion."),
    UNKNOWN_ID_NOT_CHARGED("An id that was never given is NOT_FOUND for what is paid: upload, link and training."),
    EMPTY_ID_REFUSED("A request that names no model is refused with an error."),

    PRICE_OF_VALIDATION("validate_model_price is answered soon, while the client waits for it."),
    PRICE_OF_TRAINING("train_model_price is answered soon for a validated model."),
    PRICE_HOLDS("A price that is asked for twice is the same: the daemon refuses a payment of another amount."),
    PRICE_CHANGES_NOTHING("Asking for a price changes no status."),

    STREAM_GOOD("A good dataset that is uploaded in several messages ends VALIDATED."),
    STREAM_IN_ONE_MESSAGE("A good dataset that is uploaded in one message ends VALIDATED."),
    STREAM_ANSWER("The answer to an upload is VALIDATING or how validation ended, and the next status agrees with it."),
    STREAM_BAD("A bad dataset ends ERRORED, or its upload is refused with an error."),
    STREAM_AGAIN("A validated model takes another dataset."),
    ERRORED_TAKES_ANOTHER("A model with a bad dataset takes a good one."),
    STREAM_EMPTY("An upload without a message is refused with an error."),
    STREAM_TOO_FEW_BYTES("An upload that ends before its file_size fails, and the model stays as it was."),
    STREAM_TOO_MANY_BYTES("An upload of more bytes than its file_size fails, and the model stays as it was."),
    STREAM_MISSING_BATCH("An upload that ends before its batch_count fails, and the model stays as it was."),
    STREAM_BATCH_ORDER("An upload whose batch numbers are out of order fails, and the model stays as it was."),
    STREAM_OTHER_MODEL("An upload that changes to another model on its way fails, and both models stay as they were."),
    STREAM_CUT_OFF("An upload that is cut off leaves the model as it was, and can be sent again."),
    STREAM_FAILED_KEEPS_DATASET("An upload that fails leaves a validated model VALIDATED, and it can be trained."),
    STREAM_TWO_AT_ONCE("Of two uploads at once to one model, exactly one counts, and the other one fails."),

    LINK_GOOD("A good dataset by link ends VALIDATED.", Needs.LINKS),
    LINK_BAD("A bad dataset by link ends ERRORED, or is refused with an error.", Needs.LINKS),
    LINK_MISSING_FILE("A link whose host answers 404 never ends VALIDATED.", Needs.LINK_HOST),
    LINK_CUT_OFF("A link whose host breaks off in the middle never ends VALIDATED.", Needs.LINK_HOST),
    LINK_UNRESOLVED("A link to a host that does not exist never ends VALIDATED."),
    LINK_FORBIDDEN_SCHEME("A link with the scheme file is refused with an error."),
    LINK_EMPTY("validate_model without a link is refused with an error."),

    TRAIN_BEFORE_VALIDATION("train_model of a model without a dataset is refused with an error."),
    TRAIN_ERRORED("train_model of a model whose dataset is bad is refused with an error."),
    REFUSAL_HAS_WORDS("A refusal has another code than UNKNOWN, and words that say why."),
    TRAIN_GOOD("A validated model is TRAINING after train_model, and then READY_TO_USE."),
    TRAIN_AGAIN("A model that is READY_TO_USE is still so after a second train_model, taken or refused."),
    TRAIN_ONCE_AT_A_TIME("A model that is TRAINING refuses another train_model with an error, and ends READY_TO_USE."),
    STATUS_ASKED_OFTEN("Two hundred questions for a status, twenty at a time, are answered alike."),

    DELETE_ANSWER("delete_model answers DELETED; after that the model is DELETED or NOT_FOUND."),
    DELETE_TWICE("Deleting twice is DELETED again, or NOT_FOUND."),
    DELETED_IS_REFUSED("A deleted model refuses upload, link and training with an error."),
    DELETE_DURING_TRAINING("A model that is deleted while it is TRAINING stays deleted."),

    RESTART_KEEPS_MODELS(
            "A restart keeps models: CREATED, VALIDATED and READY_TO_USE stay what they are.", Needs.RESTART),
    RESTART_KEEPS_DATASET("A model that was VALIDATED before a restart can be trained after it.", Needs.RESTART),
    RESTART_KEEPS_DELETED("A model that was deleted before a restart stays deleted.", Needs.RESTART),
    RESTART_GIVES_NO_OLD_ID("After a restart, create_model gives no id that it gave before.", Needs.RESTART);

    /** Without what a rule cannot be checked. */
    enum Needs {
        NOTHING,
        LINKS,
        LINK_HOST,
        RESTART
    }

    private final String sentence;
    private final Needs needs;

    ProtocolRule(String sentence) {
        this(sentence, Needs.NOTHING);
    }

    ProtocolRule(String sentence, Needs needs) {
        this.sentence = sentence;
        this.needs = needs;
    }

    /** Short and stable, for example {@code stream-too-few-bytes}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule in words. */
    public String sentence() {
        return sentence;
    }

    Needs needs() {
        return needs;
    }

    /** {@code id: sentence}. */
    @Override
    public String toString() {
        return id() + ": " + sentence;
    }
}
