import { output, runtime, unknown } from "@pulumi/pulumi";
import { loadExample, projectName } from "../../support/example-source";

/** A mock of the clouds that an example needs. */
export interface Cloud {
    /** The stack's configuration, with its namespaces. */
    readonly config?: Readonly<Record<string, string>>;
    /** The outputs that resources have besides their inputs, by type. A preview does not know an output that is left out. */
    readonly outputs?: Readonly<Record<string, object>>;
    /** The results of functions, by token. An entry can be a function of the arguments. */
    readonly answers?: Readonly<Record<string, object | ((args: object) => object)>>;
}

/** A resource of this package that a program registered. */
export interface Registered {
    /** The arguments. `?` stands for a value that is not known. */
    readonly args: unknown;
    /** The resources that it depends on, by `Type name`. */
    readonly dependsOn: readonly string[];
}

/** Runs an example on Pulumi's runtime without an engine. Returns the resources of this package that it registered, by `Type name`. */
export async function registeredBy(
    example: string,
    { config = {}, outputs = {}, answers = {} }: Cloud,
    operation: "up" | "preview" = "up",
): Promise<Readonly<Record<string, Registered>>> {
    const registered: Record<string, Registered> = {};
    const titles = new Map<string, string>();
    runtime.setAllConfig(config);
    const mocks: runtime.Mocks = {
        call: ({ token, inputs }) => {
            const answer = answers[token];
            if (answer === undefined) throw new Error(`${example} calls ${token}, which has no answer here`);
            return typeof answer === "function" ? answer(inputs) : answer;
        },
        newResource: ({ type, name, inputs }) => ({
            id: `${name}-id`,
            state: { ...later(inputs), ...outputs[type] },
        }),
    };
    await runtime.setMocks(mocks, projectName(example), "dev", operation === "preview");
    const monitor = (runtime as unknown as Runtime).getMonitor();
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, done) => {
        const [type, name] = [request.getType(), request.getName()];
        const { __provider, __origin, ...args } = request.getObject().toJavaScript() as Record<string, unknown>;
        if (type.startsWith(OURS)) {
            const dependsOn = request.getDependenciesList().map((urn) => titles.get(urn) ?? urn);
            registered[titleOf(type, name)] = { args: shown(args), dependsOn: [...new Set(dependsOn)].sort() };
        }
        register(request, (error, reply) => {
            if (reply !== undefined) titles.set(reply.getUrn(), titleOf(type, name));
            done(error, reply);
        });
    };
    const exported = loadExample<Record<string, unknown>>(example);
    // The runtime counts a resource only once its arguments have resolved. The exports cover what the program itself waits for.
    await (output(exported) as unknown as { promise(): Promise<unknown> }).promise();
    await (runtime as unknown as Runtime).waitForRPCs();
    return registered;
}

const OURS = "pulumi-nodejs:dynamic/github-artifacts:";

const titleOf = (type: string, name: string): string => `${type.split(":").at(-1)} ${name}`;

/** What Pulumi's types do not declare. */
interface Runtime {
    getMonitor(): Monitor;
    waitForRPCs(): Promise<void>;
}

interface Monitor {
    registerResource(request: Request, done: (error: unknown, reply?: { getUrn(): string }) => void): void;
}

interface Request {
    getType(): string;
    getName(): string;
    getDependenciesList(): string[];
    getObject(): { toJavaScript(): object };
}

/** Mocks get `undefined` for an unknown value. This makes it an unknown output again. */
function later(value: unknown): object {
    const known = (one: unknown): unknown => {
        if (one === undefined) return output(unknown);
        if (Array.isArray(one)) return one.map(known);
        if (typeof one !== "object" || one === null) return one;
        return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, known(inner)]));
    };
    return known(value) as object;
}

/** The arguments as they were sent, with `?` instead of the mark of an unknown value. */
function shown(args: unknown): unknown {
    return JSON.parse(JSON.stringify(args), (_, value) => (value === runtime.unknownValue ? "?" : value));
}
