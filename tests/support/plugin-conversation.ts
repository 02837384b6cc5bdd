import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
    CheckRequest,
    type CheckResponse,
    ConfigureRequest,
    type ConfigureResponse,
    CreateRequest,
    type CreateResponse,
    DeleteRequest,
    DiffRequest,
    type DiffResponse,
    GetSchemaRequest,
    type GetSchemaResponse,
    InvokeRequest,
    type InvokeResponse,
    ReadRequest,
    type ReadResponse,
    UpdateRequest,
    type UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type Surroundings, startServer } from "../../provider/plugin/server";
import { HUSH } from "./client-over";
import { instantClock } from "./clocks";
import { struct, urnOf } from "./plugin-messages";
import { type Answer, scriptedFetch } from "./scripted-fetch";

type Unary = (request: object, done: (error: ServiceError | null, reply: object) => void) => unknown;

/** What an engine sends to a provider for a resource, by the names of the protocol. */
export interface Asked {
    readonly type?: string;
    readonly name?: string;
    readonly id?: string;
    readonly olds?: object;
    readonly news?: object;
    readonly preview?: boolean;
}

/** The parts of a conversation that a test can set. */
export interface Parts extends Partial<Surroundings> {
    /** True for a plugin with real waits. By default, waits end at once. */
    readonly isSlow?: boolean;
}

/** A line from the plugin, and the resource that it belongs to. */
export type Said = readonly [severity: "info" | "warning", urn: string, line: string];

/** A plugin in this process, with scripted replies of GitHub. The test calls it over gRPC, as the engine does. */
export async function startConversation({ isSlow = false, ...parts }: Parts = {}, ...answers: readonly Answer[]) {
    const { fetch, requests } = scriptedFetch(...answers);
    const said: Said[] = [];
    let urn = "";
    const server = await startServer({
        environment: { GITHUB_TOKEN: HUSH, GITHUB_OWNER: "acme" },
        fetch,
        askGh: async () => undefined,
        ...(!isSlow && { clock: instantClock() }),
        log: {
            say: (line) => said.push(["info", urn, line]),
            warn: (line) => said.push(["warning", urn, line]),
            within(of, work) {
                urn = of;
                return work();
            },
        },
        schema: '{"name":"github-artifacts"}',
        version: "1.2.3",
        ...parts,
    });
    const client = new ResourceProviderClient(`127.0.0.1:${server.port}`, credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
    });

    /** Makes one call of the protocol, with any kind of message. */
    function call<Reply>(name: keyof ResourceProviderClient, request: object): Promise<Reply> {
        return new Promise((resolve, reject) => {
            (client as unknown as Record<string, Unary>)[name]?.(request, (error, reply) =>
                error ? reject(error) : resolve(reply as Reply),
            );
        });
    }

    const about = ({ type = "ArtifactStorageRecord", name }: Asked): string => urnOf(type, name);

    return {
        server,
        requests,
        said,
        call,
        async close(): Promise<void> {
            client.close();
            await server.close();
        },
        pluginInfo: () => call<{ getVersion(): string }>("getPluginInfo", new Empty()),
        schema: () => call<GetSchemaResponse>("getSchema", new GetSchemaRequest()),
        cancel: () => call<Empty>("cancel", new Empty()),
        checkConfig: (news: object) => call<CheckResponse>("checkConfig", new CheckRequest().setNews(struct(news))),
        diffConfig: (olds: object, news: object, isOldEngine = false) => {
            const request = new DiffRequest().setNews(struct(news));
            if (isOldEngine) request.setOlds(struct(olds));
            else request.setOldInputs(struct(olds));
            return call<DiffResponse>("diffConfig", request);
        },
        configure: (args: object) => call<ConfigureResponse>("configure", new ConfigureRequest().setArgs(struct(args))),
        check: (asked: Asked) =>
            call<CheckResponse>(
                "check",
                new CheckRequest()
                    .setUrn(about(asked))
                    .setOlds(struct(asked.olds ?? {}))
                    .setNews(struct(asked.news ?? {})),
            ),
        diff: (asked: Asked) =>
            call<DiffResponse>(
                "diff",
                new DiffRequest()
                    .setUrn(about(asked))
                    .setId(asked.id ?? "id")
                    .setOlds(struct(asked.olds ?? {}))
                    .setNews(struct(asked.news ?? {})),
            ),
        create: (asked: Asked) =>
            call<CreateResponse>(
                "create",
                new CreateRequest()
                    .setUrn(about(asked))
                    .setProperties(struct(asked.news ?? {}))
                    .setPreview(asked.preview ?? false),
            ),
        /** The engine knows neither the outputs nor the inputs of a resource to import. */
        read: (asked: Asked & { readonly inputs?: object }) => {
            const request = new ReadRequest().setUrn(about(asked)).setId(asked.id ?? "id");
            if (asked.olds) request.setProperties(struct(asked.olds));
            if (asked.inputs) request.setInputs(struct(asked.inputs));
            return call<ReadResponse>("read", request);
        },
        update: (asked: Asked) =>
            call<UpdateResponse>(
                "update",
                new UpdateRequest()
                    .setUrn(about(asked))
                    .setId(asked.id ?? "id")
                    .setOlds(struct(asked.olds ?? {}))
                    .setNews(struct(asked.news ?? {}))
                    .setPreview(asked.preview ?? false),
            ),
        delete: (asked: Asked) =>
            call<Empty>(
                "delete",
                new DeleteRequest()
                    .setUrn(about(asked))
                    .setId(asked.id ?? "id")
                    .setProperties(struct(asked.olds ?? {})),
            ),
        invoke: (name: string, args: object) =>
            call<InvokeResponse>(
                "invoke",
                new InvokeRequest().setTok(`github-artifacts:index:${name}`).setArgs(struct(args)),
            ),
    };
}

export type Conversation = Awaited<ReturnType<typeof startConversation>>;
