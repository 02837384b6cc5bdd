import assert from "node:assert/strict";
import {
    ComponentResource,
    CustomResource,
    type Inputs,
    output,
    type Resource,
    runtime,
    unknown,
} from "@pulumi/pulumi";
import { deploymentsOf, type WatchedWorkloads, watchWorkloads } from "../../../sdk";
import { EngineView } from "../../../sdk/workloads/engine-view";
import { digestOf } from "../../support/records";
import { MockedEngine, promised } from "./mocked-engine";

const { getStore } = require("@pulumi/pulumi/runtime/state");

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

const DIGITS: Readonly<Record<string, string>> = { api: "a", web: "b", mine: "c" };

const manifest = (name: string, image: unknown = `ghcr.io/acme/${name}@${digestOf(DIGITS[name] ?? "f")}`) => ({
    kind: "Deployment",
    metadata: { namespace: "shop", name },
    spec: { template: { spec: { containers: [{ name: "server", image }] } } },
});

/** A Deployment of the program, as an SDK defines it. */
class Deployment extends CustomResource {
    constructor(name: string, opts?: object, props: Inputs = manifest(name), type = DEPLOYMENT) {
        super(type, name, { ...props }, opts);
    }
}

/** A component of the program, or of a plugin. */
class Part extends ComponentResource {
    constructor(
        name: string,
        readonly resources?: unknown,
        isInPlugin = false,
        args: Inputs = {},
    ) {
        super("shop:index:Part", name, args, {}, isInPlugin);
        if (resources === undefined) delete (this as { resources?: unknown }).resources;
    }
}

/** A secret in the form that a transform gets. */
const wrapped = (value: object) => ({ [runtime.specialSigKey]: runtime.specialSecretSig, value });

type Transform = (registration: object) => Promise<undefined>;

/** Shows the program the resources that plugins register. */
class Shown {
    #transform: Transform = async () => undefined;

    constructor(readonly failure: Error | null = null) {
        getStore().supportsTransforms = true;
        getStore().callbacks = {
            registerStackTransform: (transform: Transform) => {
                this.#transform = transform;
                queueMicrotask(() => this.#monitor.registerStackTransform({}, () => {}));
            },
            awaitStackRegistrations: () => new Promise((resolve) => setTimeout(resolve)),
        };
        this.#monitor.registerStackTransform = (_: object, done: (error: Error | null) => void) => done(this.failure);
    }

    get #monitor() {
        return runtime.getMonitor() as unknown as {
            registerStackTransform: (transform: object, done: (error: Error | null) => void) => void;
            resources: Map<string, object>;
        };
    }

    /** Registers a resource of a plugin. Its provider adds `more` to its inputs. */
    async register(parent: Resource | undefined, name: string, props: Inputs, more: object = {}, type = DEPLOYMENT) {
        await this.#transform({ custom: true, type, name, props, opts: { parent } });
        const [stack, project, types] = (await promised(parent?.urn ?? output("urn:pulumi:stack::project::"))).split(
            "::",
        );
        const urn = `${stack}::${project}::${types}$${type}::${name}`;
        this.#monitor.resources.set(urn, { urn, id: name, state: { ...props, ...more } });
        return { urn: output(urn) } as Resource;
    }
}

/** Runs a program in a stack. Returns its result and the warnings. */
async function ran<Result>(program: () => Promise<Result>): Promise<{ result: Result; warnings: string[] }> {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (line: string) => warnings.push(line);
    try {
        let result: Result | undefined;
        await runtime.runInPulumiStack(async () => {
            result = await program();
        });
        return { result: result as Result, warnings };
    } finally {
        console.warn = warn;
    }
}

const names = async (workloads: Promise<readonly object[]>): Promise<string[]> =>
    Object.keys(await deploymentsOf(workloads));

describe("Watched workloads", () => {
    beforeEach(async () => {
        await MockedEngine.start({}, "preview");
        getStore().callbacks = undefined;
    });

    it("are those of the program and its components, found by their shape, and created between the two calls", async () => {
        new Shown();
        const { result, warnings } = await ran(async () => {
            new Deployment("before");
            const watched = watchWorkloads();
            new Deployment("api");
            new Deployment("web", { parent: new Part("app") });
            new Deployment("service", {}, { kind: "Service", spec: { ports: [] } });
            new Deployment("patch", {}, manifest("patch"), "kubernetes:apps/v1:DeploymentPatch");
            new Deployment("read", { id: "shop/read" });
            new Deployment("other", {}, { spec: output(unknown) }, "gcp:run:Service");
            const found = watched.all();
            new Deployment("after");
            return names(found);
        });
        assert.deepEqual(result, ["shop/api/server", "shop/web/server"]);
        assert.deepEqual(warnings, []);
    });

    it("include those that a plugin registers for a component, with what its provider knows in a preview", async () => {
        const shown = new Shown();
        const { result } = await ran(async () => {
            const watched = watchWorkloads();
            const file = new Part("file", output(unknown), true);
            const inner = await shown.register(file, "inner", {}, {}, "shop:index:Inner");
            const another = { urn: output("urn:pulumi:stack::project::shop:index:Part::another") };
            const { metadata: _, ...nameless } = manifest("web");
            const made = new Deployment("mine", { parent: file });
            await shown.register(file, "web", nameless, { metadata: { namespace: "shop", name: "web-3f9a" } });
            await shown.register(inner, "aaa", manifest("aaa"));
            await shown.register(file, "api", { ...manifest("api"), spec: wrapped(manifest("api").spec) });
            await shown.register(file, "service", { spec: {} });
            await shown.register(file, "skipped", manifest("skipped"), { spec: {} });
            await shown.register(file, "mine", manifest("mine"));
            await shown.register(another as Resource, "of-another", manifest("of-another"));
            await shown.register(undefined, "without-parent", manifest("without-parent"));
            return { all: await names(watched.all()), twice: await names(Promise.all([made, made])) };
        });
        assert.deepEqual(result, {
            all: ["shop/api/server", "shop/web-3f9a/server", "shop/aaa/server", "shop/mine/server"],
            twice: ["shop/mine/server"],
        });
    });

    it("are replaced by their component if a plugin creates them from a value that a preview does not know", async () => {
        const shown = new Shown();
        const { result } = await ran(async () => {
            const watched = watchWorkloads();
            const image = output("ghcr.io/acme/api");
            const known = new Part("known", output(unknown), true, { deep: [{ image }], alike: new Part("other") });
            await shown.register(known, "api", manifest("api"));
            const values = [{ image: output(unknown) }];
            const partly = new Part("partly", output(unknown), true, { file: "a.yaml", deep: { values } });
            await shown.register(partly, "web", manifest("web"));
            return names(watched.all());
        });
        assert.deepEqual(result, ["shop/api/server", "shop/web/server", "Part partly not known before up"]);
    });

    it("can be those of one component, which must be created after the first call", async () => {
        new Shown();
        const { result } = await ran(async () => {
            const before = new Part("before");
            const watched = watchWorkloads();
            const app = new Part("app");
            new Deployment("web", { parent: app });
            const api = new Deployment("api");
            await assert.rejects(
                watched.of(app, before),
                /^Error: watchWorkloads did not see "before": call it before you create them$/,
            );
            assert.equal(watchWorkloads(), watched);
            return [await names(watched.of(app)), await names(watched.of(api))];
        });
        assert.deepEqual(result, [["shop/web/server"], ["shop/api/server"]]);
    });

    it("include the workloads in the resources of a chart of the program", async () => {
        new Shown();
        const { result } = await ran(async () => {
            const watched = watchWorkloads();
            const api = new Deployment("api");
            new Part("chart", output({ service: { kind: "Service", spec: {} }, api }));
            new Part("services", output([{ kind: "Service" }]));
            new Part("nothing", output(undefined));
            const known = await names(watched.all());
            const later = new Part("later", output(unknown));
            return [known, await watched.of(later).then(([one]) => one === (later as object))];
        });
        assert.deepEqual(result, [["shop/api/server"], true]);
    });

    /** Whether a plugin's component is read from its own outputs, and the warnings. */
    const read = async (prepare: () => void = () => {}): Promise<{ result: boolean; warnings: string[] }> =>
        ran(async () => {
            prepare();
            const watched = watchWorkloads();
            const file = new Part("file", output([manifest("web")]), true);
            return (await names(watched.of(file))).includes("shop/web/server");
        });

    it("are read from a component's outputs, with a warning, if the engine shows nothing", async () => {
        const { result, warnings } = await read(() => {
            getStore().supportsTransforms = false;
        });
        assert.equal(result, true);
        assert.match(
            String(warnings),
            /Pulumi does not show this program .* \(The Pulumi CLI does not support transforms/,
        );
    });

    it("are read from a component's outputs with Pulumi's mocks, which show nothing", async () => {
        const { result, warnings } = await read();
        assert.equal(result, true);
        assert.match(
            String(warnings),
            /Pulumi does not show this program .* \(the engine has no registerStackTransform\)/,
        );
    });

    it("are read from a component's outputs if the language host refuses to pass the call on", async () => {
        new Shown(new Error("12 UNIMPLEMENTED: unknown method RegisterStackTransform"));
        const { result, warnings } = await read();
        assert.equal(result, true);
        assert.match(String(warnings), /Pulumi does not show this program .* \(12 UNIMPLEMENTED/);
    });

    it("are none, with a warning, if no stack is running", async () => {
        const warnings: string[] = [];
        const { warn } = console;
        console.warn = (line: string) => warnings.push(line);
        const stack = getStore().stackResource;
        getStore().stackResource = undefined;
        const watched: WatchedWorkloads = watchWorkloads();
        getStore().stackResource = stack;
        console.warn = warn;
        assert.deepEqual(await watched.all(), []);
        assert.match(String(warnings), /watchWorkloads sees nothing, because no stack is running/);
    });

    it("leave the failure of a parent to Pulumi", async () => {
        const parent = { urn: Promise.reject(new Error("broken")) } as unknown as Resource;
        new EngineView().leaveOut(DEPLOYMENT, "api", parent);
        await new Promise(setImmediate);
    });
});
