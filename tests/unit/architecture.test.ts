import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { posix, resolve } from "node:path";
import { COMMENT, type Import, importsOf } from "../support/imports";

/** A rule about imports, and a check of whether an import breaks it. */
interface Arrow {
    readonly says: string;
    readonly breaks: (imported: Import) => boolean;
}

/**
 * What a room or a file may import besides the files of its own room: rooms and files of provider/, files of its own room with `./`, and
 * packages with everything in them. From the entries of `types`, it may import only types.
 */
interface May {
    readonly imports?: readonly string[];
    readonly types?: readonly string[];
}

/** The rooms of provider/, each below those that may import it. */
const ROOMS: Readonly<Record<string, May>> = {
    vocabulary: {},
    text: {},
    input: { imports: ["text", "vocabulary", "fastest-levenshtein"] },
    images: { imports: ["text", "vocabulary"] },
    workloads: { imports: ["images", "text", "vocabulary"] },
    settings: { imports: ["input", "node:child_process", "node:crypto", "node:fs", "node:os"] },
    ownership: { imports: ["text"] },
    github: {
        imports: [
            "input",
            "settings/base-url",
            "settings/proxies",
            "text",
            "vocabulary",
            "node:timers/promises",
            "@octokit",
            "p-limit",
            "undici",
        ],
        types: ["settings"],
    },
    resource: {
        imports: ["input", "text", "vocabulary", "github/errors", "settings/places"],
        types: ["github", "ownership", "settings"],
    },
    "artifact-records": { imports: ["input", "text"], types: ["github/client", "resource"] },
    "record-set": {
        imports: ["github/errors", "input", "ownership", "resource", "text", "vocabulary", "node:util"],
        types: ["github"],
    },
    "storage-record": {
        imports: ["github/errors", "input", "ownership", "resource", "text", "vocabulary"],
        types: ["github"],
    },
    process: {
        imports: [
            "artifact-records/find",
            "github",
            "ownership/run",
            "record-set/handler",
            "settings",
            "storage-record/handler",
            "text",
        ],
        types: ["resource"],
    },
    index: {
        imports: ["process/process-context", "record-set/handler", "storage-record/handler"],
        types: ["resource/resource-handler"],
    },
    plugin: {
        imports: [
            "artifact-records",
            "images",
            "input",
            "ownership/run",
            "process/process-context",
            "record-set",
            "resource",
            "settings",
            "storage-record",
            "text",
            "vocabulary",
            "workloads",
            "@grpc",
            "@pulumi",
            "google-protobuf",
            "protobufjs",
            "node:async_hooks",
            "node:child_process",
            "node:crypto",
            "node:events",
            "node:fs",
            "node:net",
            "node:os",
            "node:path",
            "node:sea",
            "node:stream",
            "node:util",
            "pulumi-github-artifacts",
        ],
        types: ["sdk"],
    },
};

/** Files that may import less than their room. A name without a folder stands for a file in the room of each resource. */
const FILES: Readonly<Record<string, May>> = {
    // These files read inputs and state without GitHub and without the run.
    inputs: {
        imports: ["input", "vocabulary", "./deployment-inputs", "./size-of-inputs"],
        types: ["resource/inputs", "./model"],
    },
    "deployment-inputs": { imports: ["input", "text", "vocabulary"], types: ["./model"] },
    model: { imports: ["vocabulary"], types: ["ownership/last-write"] },
    state: {
        imports: ["resource/schema-version", "vocabulary", "./records-in-state"],
        types: ["ownership/last-write", "./model"],
    },
    wire: { imports: ["ownership/last-write", "vocabulary"], types: ["github/client", "./model"] },
    plan: { imports: ["node:util", "vocabulary", "./model"] },
    differences: { imports: ["resource/difference", "vocabulary", "./model"], types: ["./plan"] },
    holding: { imports: ["ownership/last-write", "./model"] },
    // A table.
    "record-set/not-retired": { types: ["ownership/not-retired", "vocabulary"] },
    // These files read from GitHub, and send it nothing.
    lookup: { imports: ["./wire"], types: ["github/client", "./model"] },
    leaving: {
        imports: ["ownership/last-write", "./lookup", "./model", "./plan"],
        types: ["github/client", "ownership/run"],
    },
    // It plans nothing.
    refresh: {
        imports: ["ownership/last-write", "text", "./holding", "./lookup", "./model", "./wire"],
        types: ["github/client", "ownership/run"],
    },
    import: {
        imports: ["input", "ownership/last-write", "text", "vocabulary", "./inputs", "./model", "./state", "./wire"],
        types: ["github/client", "resource"],
    },
    apply: {
        imports: [
            "github/errors",
            "ownership/last-write",
            "ownership/not-retired",
            "text",
            "./holding",
            "./leaving",
            "./model",
            "./not-retired",
            "./plan",
            "./wire",
        ],
        types: ["github/client", "ownership/run", "vocabulary", "./rejections"],
    },
    // It gets the function that explains a rejection as an argument.
    rejections: { imports: ["text", "vocabulary", "./model"], types: ["github/client", "github/diagnosis", "./plan"] },
    // The messages do not depend on the client.
    report: {
        imports: ["ownership/not-retired", "text", "./model", "./not-retired", "./rejections"],
        types: ["ownership/run", "vocabulary", "./apply"],
    },

    "ownership/last-write": {},
    "ownership/run": { imports: ["./last-write"] },
    "ownership/not-retired": { imports: ["./last-write"], types: ["./run"] },
    "ownership/another-api": { imports: ["text"] },

    "resource/verify": {
        imports: ["github/errors", "input", "text", "vocabulary"],
        types: ["github/verification", "./context"],
    },
    "resource/context": { types: ["github/client", "ownership/run", "settings", "./resource-handler"] },

    // The first file is data. The others say what the data means, without requests.
    "github/evidence": {},
    "github/verdicts": { imports: ["text", "vocabulary", "./access", "./evidence"] },
    "github/diagnosis": { imports: ["text", "./access", "./evidence", "./verdicts"] },
    "github/verification": { imports: ["text", "./access", "./evidence", "./verdicts"], types: ["input/fields"] },
    // These files make requests, and judge nothing.
    "github/looks": { imports: ["./evidence", "./failure", "./quote"], types: ["./octokit"] },
    "github/access": { types: ["settings/settings"] },

    "process/functions": {
        imports: ["artifact-records/find", "settings/places", "text", "./process-context"],
        types: ["resource/resource-handler"],
    },
};

/** The path of a listed file of provider/, without its extension. */
const fileOf = (from: string, listed: string): string =>
    listed.startsWith("./") ? posix.join(posix.dirname(from), listed) : `provider/${listed}`;

const isListed = ({ from, to }: Import, listed: readonly string[] = []): boolean =>
    listed.some((one) => [fileOf(from, one), one].some((place) => to === place || to.startsWith(`${place}/`)));

const mayNot = (imported: Import, { imports, types }: May): boolean =>
    !isListed(imported, imports) && !(imported.when === "type" && isListed(imported, types));

const roomRule = ([room, may]: [string, May]): Arrow => {
    const within = (file: string) => file === `provider/${room}` || file.startsWith(`provider/${room}/`);
    return {
        says: `the room ${room}`,
        breaks: (imported) => within(imported.from) && !within(imported.to) && mayNot(imported, may),
    };
};

const fileRule = ([name, may]: [string, May]): Arrow => {
    const places = name.includes("/") ? [`provider/${name}`] : RESOURCES.map((room) => `provider/${room}/${name}`);
    return {
        says: `the file ${name}`,
        breaks: (imported) => places.includes(imported.from) && mayNot(imported, may),
    };
};

const RESOURCES = ["record-set", "storage-record"];

/** The packages that talk to Pulumi's engine. */
const ENGINE = /^(@pulumi\/pulumi\/proto\/|@grpc\/|google-protobuf\/)/;
const PLUGIN = /^provider\/plugin\//;
const OCTOKIT = /^(@octokit\/|octokit$|p-limit)/;

const ARROWS: readonly Arrow[] = [
    ...Object.entries(ROOMS).map(roomRule),
    ...Object.entries(FILES).map(fileRule),
    {
        says: "every file of provider/ is in a room of the table",
        breaks: ({ from }) => {
            const [folder, room] = from.split("/");
            return folder === "provider" && ROOMS[room as string] === undefined;
        },
    },
    {
        says: "sdk → provider by type only, except for the vocabulary, the readers of images and workloads, the tests of programs, and (late) the functions that read GitHub",
        breaks: ({ from, to, when }) =>
            /^sdk\//.test(from) &&
            /^provider\/(?!text\/refused$|(images|vocabulary|workloads)\/)/.test(to) &&
            when !== "type" &&
            !(from === "sdk/get-records" && to === "provider/process/functions" && when === "late") &&
            !(from === "sdk/testing" && /^provider\/(process\/rehearsal|input\/origin)$/.test(to)),
    },
    {
        says: "sdk/workloads → only the readers of images and workloads, outputs and the vocabulary: its results need no resource",
        breaks: ({ from, to, when }) =>
            /^sdk\/workloads\//.test(from) &&
            !/^(@pulumi\/pulumi|provider\/(images|vocabulary|workloads)\/.*|sdk\/(value-source|output-parts|workloads\/.*))$/.test(
                to,
            ) &&
            !(to === "sdk/cluster-deployment-record-set" && when === "type"),
    },
    {
        says: "sdk/testing, its rehearsal ← nothing that a program or the engine runs",
        breaks: ({ from, to }) => /^(sdk\/testing|provider\/process\/rehearsal)$/.test(to) && from !== "sdk/testing",
    },
    {
        says: "process/functions ← only sdk",
        breaks: ({ from, to }) => to === "provider/process/functions" && !/^sdk\//.test(from),
    },
    {
        says: "sdk/dynamic-provider → the package's entry, by name at call time; nothing else loads it",
        breaks: ({ from, to, when }) =>
            /^pulumi-github-artifacts(\/(?!package\.json$)|$)/.test(to) &&
            !(from === "sdk/dynamic-provider" && to === "pulumi-github-artifacts/provider" && when === "late"),
    },
    {
        says: "package.json ← only provider/plugin/version, sdk/why-not-run-from",
        breaks: ({ from, to }) =>
            /\bpackage\.json$/.test(to) && !/^(provider\/plugin\/version|sdk\/why-not-run-from)$/.test(from),
    },
    {
        says: "Octokit and its limiter ← only github/octokit, and only once a call is made",
        breaks: ({ from, to, when }) => OCTOKIT.test(to) && !(from === "provider/github/octokit" && when !== "static"),
    },
    {
        says: "undici ← only github/proxied-fetch, and only if a proxy is set",
        breaks: ({ from, to, when }) =>
            to === "undici" && !(from === "provider/github/proxied-fetch" && when === "late"),
    },
    {
        says: "of @pulumi/pulumi, provider/plugin imports only the engine's messages",
        breaks: ({ from, to }) => PLUGIN.test(from) && /^@pulumi\//.test(to) && !ENGINE.test(to),
    },
    {
        says: "gRPC and protobuf ← only provider/plugin",
        breaks: ({ from, to }) => ENGINE.test(to) && /^sdk\//.test(from),
    },
    {
        says: "provider/plugin ← nothing in sdk: dynamic resources load no gRPC",
        breaks: ({ from, to }) => PLUGIN.test(to) && /^sdk\//.test(from),
    },
    {
        says: "provider/plugin/main ← nothing: it runs as soon as it is loaded",
        breaks: ({ to }) => to === "provider/plugin/main",
    },
    {
        says: "sdk's types ← only the models of the plugin's schema; tests, tools ← nothing",
        breaks: ({ from, to }) =>
            /^(tests|tools|examples|bench)\//.test(to) ||
            (PLUGIN.test(from) && /^sdk\//.test(to) && !/^provider\/plugin\/[a-z-]+-model$/.test(from)),
    },
];

const brokenBy = (imports: readonly Import[]): string[] =>
    ARROWS.flatMap(({ says, breaks }) =>
        imports.filter(breaks).map(({ from, to, when }) => `${says}: ${from} imports ${to} (${when})`),
    );

const ROOT = resolve(__dirname, "../../..");
const files = ["provider", "sdk"].flatMap((folder) =>
    readdirSync(resolve(ROOT, folder), { recursive: true, encoding: "utf8" })
        .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
        .filter((file) => file.endsWith(".ts")),
);
const sources = files.map((file) => [file, readFileSync(resolve(ROOT, file), "utf8")] as const);
const imports = sources.flatMap(([file, source]) => importsOf(file, source));

describe("The source", () => {
    it("is read with its imports of each kind", () => {
        for (const file of ["provider/index.ts", "provider/record-set/plan.ts", "sdk/index.ts"]) {
            assert.ok(files.includes(file), file);
        }
        const found = (from: string, to: string) => imports.find((one) => one.from === from && one.to === to)?.when;
        assert.equal(found("provider/index", "provider/process/process-context"), "static");
        assert.equal(found("provider/record-set/apply", "provider/github/client"), "type");
        assert.equal(found("provider/github/octokit", "@octokit/rest"), "late");
        assert.equal(found("sdk/dynamic-provider", "pulumi-github-artifacts/provider"), "late");
        assert.equal(found("sdk/index", "provider/vocabulary/words"), "type");
    });

    it("breaks no import rule", () => assert.deepEqual(brokenBy(imports), []));

    it("has no room that imports itself or a later room of the table", () => {
        const rooms = Object.keys(ROOMS);
        const later = Object.entries(ROOMS).flatMap(([room, { imports = [], types = [] }]) =>
            [...imports, ...types].filter(
                (listed) => rooms.indexOf(listed.split("/")[0] as string) >= rooms.indexOf(room),
            ),
        );
        assert.deepEqual(later, []);
    });

    it("uses `process` only in entry points, in the code that finds a shared process or loads the provider, and in sdk/testing", () => {
        const readers = sources.filter(([, source]) => /\bprocess\.[a-z]+\b/.test(source.replaceAll(COMMENT, "")));
        assert.deepEqual(readers.map(([file]) => file).sort(), [
            "provider/index.ts",
            "provider/plugin/join-shared.ts",
            "provider/plugin/main.ts",
            "provider/plugin/meeting-place.ts",
            "provider/plugin/shared-process.ts",
            "provider/process/functions.ts",
            "sdk/dynamic-provider.ts",
            "sdk/findable-provider.ts",
            "sdk/testing.ts",
        ]);
    });

    it("has no circular static imports", () => {
        assert.deepEqual(circlesIn(imports), []);
        const circle = [...importsOf("a/b.ts", 'import { x } from "./c";'), ...importsOf("a/c.ts", 'import "./b";')];
        assert.deepEqual(circlesIn(circle), ["a/b → a/c → a/b"]);
    });
});

/** A made-up file, its import, and the start of the rule that it breaks. */
const MADE_UP: readonly (readonly [file: string, source: string, says: string])[] = [
    ["sdk/made-up.ts", 'import { key } from "../provider/input/fields";', "sdk → provider by type"],
    ["sdk/made-up.ts", 'export { key } from "../provider/input/fields";', "sdk → provider by type"],
    ["sdk/testing.ts", 'import { key } from "../provider/input/fields";', "sdk → provider by type"],
    ["sdk/made-up.ts", 'import { type A, key } from "../provider/input/fields";', "sdk → provider by type"],
    ["sdk/made-up.ts", 'const x = require("../provider/process/functions");', "sdk → provider by type"],
    ["sdk/get-records.ts", 'import { a } from "../provider/process/functions";', "sdk → provider by type"],
    ["sdk/index.ts", 'export { checkProgram } from "./testing";', "sdk/testing, its rehearsal"],
    ["provider/index.ts", 'import type { Rehearsal } from "./process/rehearsal";', "sdk/testing, its rehearsal"],
    ["sdk/made-up.ts", 'const x = require("pulumi-github-artifacts/provider");', "sdk/dynamic-provider"],
    ["sdk/workloads/made-up.ts", 'import { propertiesOf } from "../origin";', "sdk/workloads"],
    ["provider/made-up.ts", 'import { isUnknown } from "./vocabulary/unknown";', "every file"],
    ["provider/helpers/made-up.ts", 'import { isUnknown } from "../vocabulary/unknown";', "every file"],
    ["provider/vocabulary/order.ts", 'import { printable } from "../text/printable";', "the room vocabulary"],
    ["provider/text/printable.ts", 'import { isUnknown } from "../vocabulary/unknown";', "the room text"],
    ["provider/input/fields.ts", 'import { readSettings } from "../settings/settings";', "the room input"],
    ["provider/images/made-up.ts", 'import { text } from "../input/fields";', "the room images"],
    ["provider/images/made-up.ts", 'import type { Open } from "../workloads/manifests";', "the room images"],
    ["provider/workloads/made-up.ts", 'import { key } from "../input/fields";', "the room workloads"],
    ["provider/settings/made-up.ts", 'import type { Proxies } from "../github/connection";', "the room settings"],
    ["provider/ownership/made-up.ts", 'import type { Settings } from "../settings/settings";', "the room ownership"],
    ["provider/github/client.ts", 'import { readSettings } from "../settings/settings";', "the room github"],
    ["provider/github/client.ts", 'import type { Deployment } from "../record-set/model";', "the room github"],
    ["provider/github/client.ts", 'import type { Run } from "../ownership/run";', "the room github"],
    ["provider/resource/inputs.ts", 'import { fits } from "../images/limits";', "the room resource"],
    ["provider/resource/inputs.ts", 'import { createClient } from "../github/client";', "the room resource"],
    ["provider/resource/inputs.ts", 'import { Run } from "../ownership/run";', "the room resource"],
    ["provider/artifact-records/find.ts", 'import { Run } from "../ownership/run";', "the room artifact-records"],
    ["provider/artifact-records/find.ts", 'import { a } from "../github/client";', "the room artifact-records"],
    ["provider/record-set/handler.ts", 'import { createClient } from "../github/client";', "the room record-set"],
    ["provider/record-set/model.ts", 'import type { Location } from "../storage-record/model";', "the room record-set"],
    [
        "provider/storage-record/model.ts",
        'import type { Location } from "../record-set/model";',
        "the room storage-record",
    ],
    [
        "provider/storage-record/handler.ts",
        'import { createProcessContext } from "../process/process-context";',
        "the room storage-record",
    ],
    ["provider/process/process-context.ts", 'import { key } from "../input/fields";', "the room process"],
    ["provider/index.ts", 'import { Run } from "./ownership/run";', "the room index"],
    ["provider/plugin/server.ts", 'import { createClient } from "../github/client";', "the room plugin"],
    ["provider/record-set/inputs.ts", 'import { createInputs } from "../resource/inputs";', "the file inputs"],
    [
        "provider/record-set/deployment-inputs.ts",
        'import { Run } from "../ownership/run";',
        "the file deployment-inputs",
    ],
    ["provider/storage-record/model.ts", 'import { a } from "../ownership/last-write";', "the file model"],
    ["provider/record-set/state.ts", 'import { a } from "../github/errors";', "the file state"],
    ["provider/storage-record/wire.ts", 'import { a } from "../github/errors";', "the file wire"],
    ["provider/record-set/plan.ts", 'import { Run } from "../ownership/run";', "the file plan"],
    ["provider/record-set/plan.ts", 'import type { Run } from "../ownership/run";', "the file plan"],
    ["provider/storage-record/plan.ts", 'import {\n    a,\n    b,\n} from "./wire";', "the file plan"],
    ["provider/record-set/differences.ts", 'import { planRecordSet } from "./plan";', "the file differences"],
    ["provider/storage-record/differences.ts", 'import { a } from "../ownership/run";', "the file differences"],
    ["provider/record-set/holding.ts", 'import type { DeploymentReply } from "../github/client";', "the file holding"],
    [
        "provider/record-set/not-retired.ts",
        'import { isUnknown } from "../vocabulary/unknown";',
        "the file record-set/not-retired",
    ],
    [
        "provider/record-set/not-retired.ts",
        'import { WHY } from "../ownership/not-retired";',
        "the file record-set/not-retired",
    ],
    ["provider/record-set/lookup.ts", 'import type { Plan } from "./plan";', "the file lookup"],
    ["provider/record-set/leaving.ts", 'import { toCall } from "./wire";', "the file leaving"],
    ["provider/record-set/refresh.ts", 'import { planRecordSet } from "./plan";', "the file refresh"],
    ["provider/storage-record/refresh.ts", 'import { Run } from "../ownership/run";', "the file refresh"],
    ["provider/storage-record/import.ts", 'import { a } from "./handler";', "the file import"],
    ["provider/record-set/apply.ts", 'import type { DesiredSet } from "./inputs";', "the file apply"],
    ["provider/record-set/apply.ts", 'import { Run } from "../ownership/run";', "the file apply"],
    ["provider/record-set/apply.ts", 'import { explainRejections } from "./rejections";', "the file apply"],
    ["provider/record-set/apply.ts", 'import { reportOn } from "./report";', "the file apply"],
    ["provider/record-set/rejections.ts", 'import { isSent } from "./plan";', "the file rejections"],
    ["provider/record-set/report.ts", 'import type { ClusterReply } from "../github/client";', "the file report"],
    ["provider/record-set/report.ts", 'import { applyPlan } from "./apply";', "the file report"],
    [
        "provider/ownership/last-write.ts",
        'import { inLines } from "../text/printable";',
        "the file ownership/last-write",
    ],
    ["provider/ownership/run.ts", 'import { inLines } from "../text/printable";', "the file ownership/run"],
    ["provider/ownership/not-retired.ts", 'import { Run } from "./run";', "the file ownership/not-retired"],
    ["provider/ownership/another-api.ts", 'import { Run } from "./run";', "the file ownership/another-api"],
    ["provider/resource/verify.ts", 'import { stackPlaces } from "../settings/places";', "the file resource/verify"],
    ["provider/resource/context.ts", 'import { verify } from "./verify";', "the file resource/context"],
    ["provider/github/evidence.ts", 'import type { Access } from "./access";', "the file github/evidence"],
    ["provider/github/verdicts.ts", 'import type { FailedCall } from "./failure";', "the file github/verdicts"],
    ["provider/github/diagnosis.ts", 'import { Looks } from "./looks";', "the file github/diagnosis"],
    ["provider/github/verification.ts", 'import { lineOf } from "../input/fields";', "the file github/verification"],
    ["provider/github/looks.ts", 'import { ofOrganization } from "./verdicts";', "the file github/looks"],
    ["provider/github/looks.ts", 'import { createOctokit } from "./octokit";', "the file github/looks"],
    ["provider/github/access.ts", 'import { readSettings } from "../settings/settings";', "the file github/access"],
    ["provider/process/functions.ts", 'import { Run } from "../ownership/run";', "the file process/functions"],
    ["provider/process/process-context.ts", 'import { a } from "./functions";', "process/functions ←"],
    ["provider/github/client.ts", 'import type { Api } from "@octokit/rest";', "Octokit"],
    ["provider/github/octokit.ts", 'import { Octokit } from "@octokit/rest";', "Octokit"],
    ["provider/process/process-context.ts", 'const rest = await import("p-limit");', "Octokit"],
    ["provider/github/proxied-fetch.ts", 'import { fetch } from "undici";', "undici"],
    ["provider/github/connection.ts", 'const { fetch } = await import("undici");', "undici"],
    ["provider/input/fields.ts", 'import type { Input } from "@pulumi/pulumi";', "the room input"],
    ["provider/plugin/server.ts", 'import { output } from "@pulumi/pulumi";', "of @pulumi/pulumi"],
    ["provider/plugin/main.ts", 'import { main } from "@pulumi/pulumi/provider";', "of @pulumi/pulumi"],
    ["provider/process/process-context.ts", 'import { Server } from "@grpc/grpc-js";', "the room process"],
    ["sdk/index.ts", 'import { Struct } from "google-protobuf/google/protobuf/struct_pb";', "gRPC and protobuf"],
    ["provider/input/fields.ts", 'import type { Secrets } from "../plugin/secrets";', "the room input"],
    ["sdk/index.ts", 'import type { Secrets } from "../provider/plugin/secrets";', "provider/plugin ←"],
    ["provider/plugin/server.ts", 'import "./main";', "provider/plugin/main ←"],
    ["provider/input/fields.ts", 'const { version } = require("../../package.json");', "package.json ←"],
    ["provider/plugin/server.ts", 'import type { Deployment } from "../../sdk/index";', "sdk's types ←"],
    ["provider/plugin/server.ts", 'import { deployment } from "../../tests/support/record-sets";', "sdk's types ←"],
    ["sdk/index.ts", 'import { deployment } from "../tests/support/record-sets";', "sdk's types ←"],
];

describe("An import rule", () => {
    for (const [file, source, says] of MADE_UP) {
        it(`finds what breaks it: ${file}: ${source.replaceAll(/\s+/g, " ")}`, () => {
            const broken = brokenBy(importsOf(file, source));
            assert.ok(
                broken.some((one) => one.startsWith(says)),
                `${says}: not among\n${broken.join("\n")}`,
            );
        });
    }

    it("is tested with a made-up file, for each row of both tables", () => {
        const tried = ARROWS.map(({ says }) => says);
        assert.deepEqual(
            tried.filter((says) => !MADE_UP.some((one) => says.startsWith(one[2]))),
            [],
        );
    });

    it("ignores comments and imports that the compiler drops", () => {
        const source = [
            '/* import { a } from "../provider/ownership/run"; */',
            '// import { a } from "../provider/ownership/run";',
            'import { type A, type B } from "../provider/vocabulary/words";',
            'export type { C } from "../provider/vocabulary/words";',
            'let limit: typeof import("../provider/ownership/run");',
        ].join("\n");
        assert.deepEqual(brokenBy(importsOf("sdk/made-up.ts", source)), []);
    });
});

function circlesIn(all: readonly Import[]): string[] {
    const loads = all.filter(({ when }) => when === "static");
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): string[] => {
        if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(" → ")];
        if (done.has(file)) return [];
        const circles = loads.filter(({ from }) => from === file).flatMap(({ to }) => walk(to, [...path, file]));
        done.add(file);
        return circles;
    };
    return [...new Set(loads.map(({ from }) => from))].flatMap((file) => walk(file, []));
}
