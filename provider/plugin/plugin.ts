/** The plugin's answer to each call of Pulumi's engine. */
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
    CheckFailure,
    type CheckRequest,
    CheckResponse,
    ConfigureResponse,
    type CreateRequest,
    CreateResponse,
    type DeleteRequest,
    type DiffRequest,
    DiffResponse,
    GetSchemaResponse,
    type InvokeRequest,
    InvokeResponse,
    type ReadRequest,
    ReadResponse,
    type UpdateRequest,
    UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { ORIGIN, type Origin } from "../input/origin";
import type { Context } from "../resource/context";
import type { Diff, Properties } from "../resource/resource-handler";
import { NOT_CARRIED } from "../vocabulary/unknown";
import { isAnotherApi, toPlace } from "./configuration";
import { toDiffResponse } from "./detailed-diff";
import { FUNCTIONS } from "./functions";
import { type Answer, type Call, DONE, type Question } from "./protocol";
import { previewed, type Resources, resourceOf } from "./resources";
import { either, NOTHING, type Secrets } from "./secrets";
import { sent } from "./wire";

/** What a plugin needs. */
export interface Parts {
    readonly context: Context;
    readonly resources: Resources;
    /** Returns everything that is wrong with a provider's configuration, as lines. */
    readonly configurationProblems: (values: Properties) => readonly string[];
    /** The package's schema, as JSON. */
    readonly schema: string;
    readonly version: string;
    /** Ends all waits. */
    readonly cancel: () => void;
}

/** An error, and which of its properties are secrets. */
export class Failed extends Error {
    constructor(
        readonly error: Error,
        readonly secrets: Secrets,
    ) {
        super(error.message);
    }
}

/** Returns the answers, by the names of the calls. */
export function createPlugin({ context, resources, configurationProblems, schema, version, cancel }: Parts) {
    return {
        async getPluginInfo() {
            return { message: new PluginInfo().setVersion(version) };
        },

        async getSchema() {
            return { message: new GetSchemaResponse().setSchema(schema) };
        },

        async checkConfig({ properties }: Question<CheckRequest>) {
            const { values, secrets } = properties("news");
            const message = new CheckResponse().setFailuresList(configurationProblems(values).map(toFailure));
            return { message, properties: { inputs: sent(values, secrets) } };
        },

        async diffConfig({ properties, has }: Question<DiffRequest>) {
            // An older engine sends no old inputs.
            const olds = properties(has("oldInputs") ? "oldInputs" : "olds");
            const message = new DiffResponse().setChanges(DiffResponse.DiffChanges.DIFF_UNKNOWN);
            if (isAnotherApi(olds.values, properties("news").values)) message.setReplacesList(["baseUrl"]);
            return { message };
        },

        async configure({ properties }: Question<object>) {
            context.configure([toPlace(properties("args").values)]);
            const message = new ConfigureResponse();
            message.setAcceptsecrets(true);
            message.setSupportspreview(true);
            return { message };
        },

        async check({ message, properties, has }: Question<CheckRequest>) {
            const { handler } = resourceOf(resources, message.getUrn());
            const { values, secrets, isLossy } = properties("news");
            const origin: Origin = {
                urn: message.getUrn(),
                secrets: [...secrets.keys()],
                problems: isLossy ? [{ path: "an entry called __proto__", reason: NOT_CARRIED }] : [],
            };
            const olds = has("olds") ? readLate(() => properties("olds").values) : {};
            const { inputs, failures } = await handler.check(olds, { ...values, [ORIGIN]: origin });
            const reply = new CheckResponse().setFailuresList(failures.map(({ reason }) => toFailure(reason)));
            return { message: reply, properties: { inputs: sent(inputs, secrets) } };
        },

        async diff({ message, properties }: Question<DiffRequest>) {
            const { handler } = resourceOf(resources, message.getUrn());
            const olds = properties("olds").values;
            const diff = await handler.diff(message.getId(), olds, properties("news").values);
            return { message: toDiffResponse(PROVIDER_TEXT in olds ? withoutProviderText(diff) : diff) };
        },

        async create({ message, properties }: Question<CreateRequest>) {
            const resource = resourceOf(resources, message.getUrn());
            const { values, secrets } = properties("properties");
            const { id, outs } = message.getPreview()
                ? { id: "", outs: previewed(resource, values) }
                : await keeping(secrets, () => resource.handler.create(values));
            return { message: new CreateResponse().setId(id), properties: { properties: sent(outs, secrets) } };
        },

        async read({ message, properties }: Question<ReadRequest>) {
            const resource = resourceOf(resources, message.getUrn());
            const state = properties("properties");
            const secrets = either(state.secrets, properties("inputs").secrets);
            const isKnown = Object.keys(state.values).length > 0;
            const { id, props, inputs } = isKnown
                ? await resource.handler.read(message.getId(), state.values)
                : await resource.import(message.getId(), context);
            return {
                message: new ReadResponse().setId(id),
                properties: { properties: sent(props, secrets), inputs: sent(inputs, secrets) },
            };
        },

        async update({ message, properties }: Question<UpdateRequest>) {
            const resource = resourceOf(resources, message.getUrn());
            const [olds, news] = [properties("olds"), properties("news")];
            // An entry that could not be written stays as it was, and so its values must stay as secret as they were.
            const secrets = either(olds.secrets, news.secrets);
            const { outs } = message.getPreview()
                ? { outs: previewed(resource, news.values) }
                : await keeping(secrets, () => resource.handler.update(message.getId(), olds.values, news.values));
            return { message: new UpdateResponse(), properties: { properties: sent(outs, secrets) } };
        },

        async delete({ message, properties }: Question<DeleteRequest>) {
            const { handler } = resourceOf(resources, message.getUrn());
            await handler.delete(message.getId(), properties("properties").values);
            return DONE;
        },

        async invoke({ message, properties }: Question<InvokeRequest>) {
            const token = message.getTok();
            const run = FUNCTIONS.get(token);
            if (run === undefined) throw new Error(`there is no function ${JSON.stringify(token)} in github-artifacts`);
            const { values, secrets } = properties("args");
            const { problems, result = {} } = await run(context, values, message.getPreview());
            const hidden: Secrets =
                secrets.size === 0 ? NOTHING : new Map(Object.keys(result).map((name) => [name, "all"]));
            // If there are several failures, the Python SDK shows only the first one.
            const reply = new InvokeResponse().setFailuresList(
                problems.length > 0 ? [toFailure(problems.join("\n"))] : [],
            );
            return { message: reply, properties: { return: sent(result, hidden) } };
        },

        async cancel() {
            cancel();
            return DONE;
        },
    } satisfies Record<Call, (question: never) => Promise<Answer>>;
}

/** Tells a check that there is a state. The contents may be large, so they are read only if the check needs them. */
const readLate = (read: () => Properties): Properties => ({
    get deployments() {
        return read().deployments;
    },
});

/** A problem in the engine's form. The reason says where it is. */
const toFailure = (reason: string): CheckFailure => new CheckFailure().setReason(reason);

/** If the work fails, adds to the error which of the properties in it are secrets. */
function keeping<Result>(secrets: Secrets, work: () => Promise<Result>): Promise<Result> {
    return work().catch((error: Error) => {
        throw new Failed(error, secrets);
    });
}

/** The text of a dynamic provider, in a state that has moved to the plugin. An update that sends nothing removes it. */
const PROVIDER_TEXT = "__provider";

const withoutProviderText = (diff: Diff): Diff => ({
    ...diff,
    changes: true,
    differences: [...diff.differences, { path: [PROVIDER_TEXT], kind: "delete" }],
});
