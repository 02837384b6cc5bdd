/** What a plugin answers to each question of Pulumi's engine: messages in, messages out. */
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
    CheckFailure,
    type CheckRequest,
    CheckResponse,
    type ConfigureRequest,
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
import type { Empty as EmptyMessage } from "google-protobuf/google/protobuf/empty_pb";
import { ORIGIN, type Origin } from "../origin";
import type { Context, Diff } from "../resource-handler";
import { configurationProblems, inPluginTerms, isAnotherApi, toConfiguration } from "./configuration";
import { toDiffResponse } from "./detailed-diff";
import { FUNCTIONS } from "./functions";
import { previewed, type Resources, resourceOf } from "./resources";
import { either, NOTHING, type Secrets } from "./secrets";
import { received, sent } from "./wire";

// Pulumi sends an empty message of its own copy of google-protobuf only, which need not be this package's.
const { responseType: Empty } = ResourceProviderService.cancel as unknown as { responseType: typeof EmptyMessage };

/** What a plugin works with. */
export interface Parts {
    readonly context: Context;
    readonly resources: Resources;
    /** The package's schema, as JSON. */
    readonly schema: string;
    readonly version: string;
    /** True for a request in which Pulumi's protocol has lost an entry. */
    readonly isLossy: (request: object) => boolean;
    /** Ends all waiting. */
    readonly cancel: () => void;
}

/** An error, and what of its properties are secrets. */
export class Failed extends Error {
    constructor(
        readonly error: Error,
        readonly secrets: Secrets,
    ) {
        super(error.message);
    }
}

/** The answers by the names of the calls: https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto */
export function createPlugin({ context, resources, schema, version, isLossy, cancel }: Parts) {
    return {
        async getPluginInfo(): Promise<PluginInfo> {
            return new PluginInfo().setVersion(version);
        },

        async getSchema(): Promise<GetSchemaResponse> {
            return new GetSchemaResponse().setSchema(schema);
        },

        async checkConfig(request: CheckRequest): Promise<CheckResponse> {
            const reply = new CheckResponse();
            reply.setInputs(request.getNews());
            return reply.setFailuresList(configurationProblems(received(request.getNews()).values).map(toFailure));
        },

        async diffConfig(request: DiffRequest): Promise<DiffResponse> {
            // An older engine sends no old inputs.
            const olds = received(request.getOldInputs() ?? request.getOlds());
            const reply = new DiffResponse();
            if (isAnotherApi(olds.values, received(request.getNews()).values)) reply.setReplacesList(["baseUrl"]);
            return reply.setChanges(DiffResponse.DiffChanges.DIFF_UNKNOWN);
        },

        async configure(request: ConfigureRequest): Promise<ConfigureResponse> {
            context.configure(toConfiguration(received(request.getArgs()).values));
            const reply = new ConfigureResponse();
            reply.setAcceptsecrets(true);
            return reply.setSupportspreview(true);
        },

        async check(request: CheckRequest): Promise<CheckResponse> {
            const { handler } = resourceOf(resources, request.getUrn());
            const { values, secrets } = received(request.getNews());
            const origin: Origin = {
                urn: request.getUrn(),
                secrets: [...secrets.keys()],
                lost: isLossy(request) ? [["an entry called __proto__"]] : [],
            };
            const olds = received(request.getOlds()).values;
            const { inputs, failures } = await handler.check(olds, { ...values, [ORIGIN]: origin });
            const reply = new CheckResponse();
            reply.setInputs(sent(inputs, secrets));
            return reply.setFailuresList(failures.map(({ reason }) => toFailure(reason)));
        },

        async diff(request: DiffRequest): Promise<DiffResponse> {
            const { handler } = resourceOf(resources, request.getUrn());
            const olds = received(request.getOlds()).values;
            const diff = await handler.diff(request.getId(), olds, received(request.getNews()).values);
            return toDiffResponse(PROVIDER_TEXT in olds ? withoutProviderText(diff) : diff);
        },

        async create(request: CreateRequest): Promise<CreateResponse> {
            const resource = resourceOf(resources, request.getUrn());
            const { values, secrets } = received(request.getProperties());
            const reply = new CreateResponse();
            if (request.getPreview()) return reply.setProperties(sent(previewed(resource, values), secrets));
            const { id, outs } = await keeping(secrets, () => resource.handler.create(values));
            reply.setId(id);
            return reply.setProperties(sent(outs, secrets));
        },

        async read(request: ReadRequest): Promise<ReadResponse> {
            const resource = resourceOf(resources, request.getUrn());
            const state = received(request.getProperties());
            const secrets = either(state.secrets, received(request.getInputs()).secrets);
            const isKnown = Object.keys(state.values).length > 0;
            const { id, props, inputs } = isKnown
                ? await resource.handler.read(request.getId(), state.values)
                : await resource.import(request.getId(), context.client);
            const reply = new ReadResponse();
            reply.setId(id);
            reply.setProperties(sent(props, secrets));
            return reply.setInputs(sent(inputs, secrets));
        },

        async update(request: UpdateRequest): Promise<UpdateResponse> {
            const resource = resourceOf(resources, request.getUrn());
            const [olds, news] = [received(request.getOlds()), received(request.getNews())];
            // An entry that could not be written stays as it was: then it is as secret as it was.
            const secrets = either(olds.secrets, news.secrets);
            const reply = new UpdateResponse();
            if (request.getPreview()) return reply.setProperties(sent(previewed(resource, news.values), secrets));
            const { outs } = await keeping(secrets, () =>
                resource.handler.update(request.getId(), olds.values, news.values),
            );
            return reply.setProperties(sent(outs, secrets));
        },

        async delete(request: DeleteRequest): Promise<EmptyMessage> {
            const { handler } = resourceOf(resources, request.getUrn());
            await handler.delete(request.getId(), received(request.getProperties()).values);
            return new Empty();
        },

        async invoke(request: InvokeRequest): Promise<InvokeResponse> {
            const token = request.getTok();
            const run = FUNCTIONS.get(token);
            if (run === undefined) throw new Error(`there is no function ${JSON.stringify(token)} in github-artifacts`);
            const { values, secrets } = received(request.getArgs());
            const { problems, result = {} } = await run(context, values);
            const hidden: Secrets =
                secrets.size === 0 ? NOTHING : new Map(Object.keys(result).map((name) => [name, "all"]));
            const reply = new InvokeResponse();
            reply.setReturn(sent(result, hidden));
            return reply.setFailuresList(problems.map(toFailure));
        },

        async cancel(): Promise<EmptyMessage> {
            cancel();
            return new Empty();
        },
    };
}

/** A problem as the engine takes it: the reason says where. */
function toFailure(reason: string): CheckFailure {
    return new CheckFailure().setReason(inPluginTerms(reason));
}

/** What fails says which of the properties that it hands to the state are secrets. */
function keeping<Result>(secrets: Secrets, work: () => Promise<Result>): Promise<Result> {
    return work().catch((error: Error) => {
        throw new Failed(error, secrets);
    });
}

/** The text of a dynamic provider, in a state that has moved to the plugin. An update that sends nothing takes it out. */
const PROVIDER_TEXT = "__provider";

const withoutProviderText = (diff: Diff): Diff => ({
    ...diff,
    changes: true,
    differences: [...diff.differences, { path: [PROVIDER_TEXT], kind: "delete" }],
});
