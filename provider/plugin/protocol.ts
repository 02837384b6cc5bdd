/**
 * The engine's protocol. The properties of a message are kept as bytes, separate from the message.
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto
 */
import type { ServiceDefinition, UntypedServiceImplementation } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Reader, Writer } from "protobufjs/minimal";
import { lengthOf, type Received, received } from "./wire";

/** The fields of a message that hold properties, by name. */
type Fields = Readonly<Record<string, number>>;

/** A request of the engine: the message without its properties, and functions that read them by the names of their fields. */
export interface Question<Message> {
    readonly message: Message;
    /** Reads the properties of a field. Empty if there are none. */
    readonly properties: (field: string) => Received;
    /** True if a field has properties. */
    readonly has: (field: string) => boolean;
}

/** A reply to the engine, and its properties by the names of their fields, as {@link sent} writes them. */
export interface Answer {
    readonly message: { serializeBinary(): Uint8Array };
    readonly properties?: Readonly<Record<string, Uint8Array>>;
}

/** The empty reply, which only says that the call succeeded. */
export const DONE: Answer = { message: { serializeBinary: () => new Uint8Array() } };

const NONE: Fields = {};

/**
 * The calls that are answered, with the fields of properties in their requests and replies. Fields that nobody reads are listed,
 * too: as bytes, they cost nothing.
 */
const CALLS = {
    getPluginInfo: [NONE, NONE],
    getSchema: [NONE, NONE],
    checkConfig: [{ news: 3 }, { inputs: 1 }],
    diffConfig: [{ olds: 3, news: 4, oldInputs: 6 }, NONE],
    configure: [{ args: 2 }, NONE],
    check: [{ olds: 2, news: 3 }, { inputs: 1 }],
    diff: [{ olds: 3, news: 4, oldInputs: 6 }, NONE],
    create: [{ properties: 2 }, { properties: 2 }],
    read: [
        { properties: 3, inputs: 4 },
        { properties: 2, inputs: 3 },
    ],
    update: [{ olds: 3, news: 4, oldInputs: 8 }, { properties: 1 }],
    delete: [{ properties: 3, oldInputs: 5 }, NONE],
    invoke: [{ args: 2 }, { return: 1 }],
    cancel: [NONE, NONE],
} as const satisfies Partial<Record<keyof typeof ResourceProviderService, readonly [Fields, Fields]>>;

/** The names of the calls that are answered. */
export type Call = keyof typeof CALLS;

/** The engine's service. Its requests are {@link Question}s, and its replies are {@link Answer}s. */
export const SERVICE = {
    ...ResourceProviderService,
    ...Object.fromEntries(
        Object.entries(CALLS).map(([name, [asked, answered]]) => {
            const call = ResourceProviderService[name as Call];
            const read = call.requestDeserialize as (bytes: Buffer) => object;
            return [
                name,
                {
                    ...call,
                    requestDeserialize: (bytes: Buffer) => toQuestion(bytes, asked, read),
                    responseSerialize: (answer: Answer) => toBytes(answer, answered),
                },
            ];
        }),
    ),
} as unknown as ServiceDefinition<UntypedServiceImplementation>;

function toQuestion<Message>(bytes: Buffer, fields: Fields, read: (bytes: Buffer) => Message): Question<Message> {
    const numbers = new Set(Object.values(fields));
    const structs = new Map<number, Uint8Array>();
    const rest: Buffer[] = [];
    const reader = Reader.create(bytes);
    while (reader.pos < reader.len) {
        const start = reader.pos;
        const tag = reader.uint32();
        if (numbers.has(tag >>> 3)) structs.set(tag >>> 3, reader.bytes());
        else rest.push(bytes.subarray(start, reader.skipType(tag & 7).pos));
    }
    const structOf = (field: string): Uint8Array | undefined => structs.get(fields[field] as number);
    return {
        message: read(Buffer.concat(rest)),
        properties: (field) => received(structOf(field)),
        has: (field) => (structOf(field)?.length ?? 0) > 0,
    };
}

/** A message with its properties. The order of the fields does not matter. */
export function toBytes({ message, properties = {} }: Answer, fields: Fields): Buffer {
    const parts = Object.entries(properties).map(([name, bytes]) =>
        Writer.create()
            .uint32(lengthOf(fields[name] as number))
            .bytes(bytes)
            .finish(),
    );
    return Buffer.concat([message.serializeBinary(), ...parts]);
}
