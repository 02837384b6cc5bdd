import { type Resource, runtime } from "@pulumi/pulumi";

/** What a program registered, in the form that Pulumi's engine would get. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
    readonly provider?: string;
}

/** Pulumi's runtime with mocks instead of an engine. A resource gets its inputs as outputs, and the given outputs. */
export class MockedEngine {
    readonly registrations: Registration[] = [];

    private constructor(private readonly outputs: object) {}

    /** From now on, resources are registered here, by an `up` unless `operation` is a preview. */
    static async start(outputs: object = {}, operation: "up" | "preview" = "up"): Promise<MockedEngine> {
        const engine = new MockedEngine(outputs);
        const mocks: runtime.Mocks = {
            call: () => ({}),
            newResource: ({ type, name, inputs, provider }) => {
                engine.registrations.push({ type, name, inputs, ...(provider && { provider }) });
                return { id: `${name}-id`, state: { ...inputs, ...engine.outputs } };
            },
        };
        await runtime.setMocks(mocks, "project", "stack", operation === "preview");
        return engine;
    }

    /** The first registration, once `resource` is registered. */
    async registrationOf(resource: Resource): Promise<Registration> {
        await promised(resource.urn);
        const [registration] = this.registrations;
        if (registration === undefined) throw new Error("nothing was registered");
        return registration;
    }
}

/** The value of an output. */
export function promised<Value>(output: { apply(run: (value: Value) => void): unknown }): Promise<Value> {
    return new Promise((resolve) => void output.apply(resolve));
}
