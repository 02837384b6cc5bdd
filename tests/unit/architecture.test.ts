import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { COMMENT, type Import, importsOf } from "../support/imports";

/** An arrow between two parts of the source, and how an import breaks it. */
interface Arrow {
    readonly says: string;
    readonly breaks: (imported: Import) => boolean;
}

/** What Pulumi's engine is spoken to with. */
const ENGINE = /^(@pulumi\/pulumi\/proto\/|@grpc\/|google-protobuf\/)/;
const PLUGIN = /^provider\/plugin\//;
const OCTOKIT = /^(@octokit\/|octokit$|p-limit)/;
const RESOURCE = /^provider\/(record-set|storage-record)\//;

/** Files that may import these at run time and no other; `types` may be imported as types beside them. */
function only(from: RegExp, may: RegExp, types?: RegExp): Arrow["breaks"] {
    return (imported) =>
        from.test(imported.from) && !may.test(imported.to) && !(imported.when === "type" && types?.test(imported.to));
}

const ARROWS: readonly Arrow[] = [
    {
        says: "sdk → provider by type alone, but for the vocabulary, what reads images and workloads, what tests of programs run, and late for what reads GitHub",
        breaks: ({ from, to, when }) =>
            /^sdk\//.test(from) &&
            /^provider\/(?!(vocabulary|refused)$|(images|workloads)\/)/.test(to) &&
            when !== "type" &&
            !(from === "sdk/get-records" && to === "provider/functions" && when === "late") &&
            !(from === "sdk/testing" && /^provider\/(rehearsal|origin)$/.test(to)),
    },
    {
        says: "sdk/testing, provider/rehearsal ← nothing of what a program or the engine runs",
        breaks: ({ from, to }) =>
            /^(sdk\/testing|provider\/rehearsal)$/.test(to) && !(from === "sdk/testing" && to === "provider/rehearsal"),
    },
    {
        says: "sdk/workloads → what reads images and workloads, outputs, vocabulary: what it makes needs no resource",
        breaks: only(
            /^sdk\/workloads\//,
            /^(@pulumi\/pulumi|provider\/(vocabulary|(images|workloads)\/.*)|sdk\/(value-source|output-parts|workloads\/.*))$/,
            /^sdk\/cluster-deployment-record-set$/,
        ),
    },
    {
        says: "provider/images → vocabulary, refused",
        breaks: only(/^provider\/images\//, /^provider\/(vocabulary|refused|images\/.*)$/),
    },
    {
        says: "provider/workloads → images, vocabulary, refused",
        breaks: only(/^provider\/workloads\//, /^provider\/(vocabulary|refused|(images|workloads)\/.*)$/),
    },
    {
        says: "images, workloads ← sdk, provider/plugin alone: no record needs an image or a workload",
        breaks: ({ from, to }) =>
            /^provider\/(images|workloads)\//.test(to) && !/^(sdk|provider\/(images|workloads|plugin))\//.test(from),
    },
    {
        says: "sdk/dynamic-provider → the package's entry, by name at call time; nothing else loads it",
        breaks: ({ from, to, when }) =>
            /^pulumi-github-artifacts(\/(?!package\.json$)|$)/.test(to) &&
            !(from === "sdk/dynamic-provider" && to === "pulumi-github-artifacts/provider" && when === "late"),
    },
    {
        says: "package.json ← provider/plugin/package, sdk/why-not-run-from alone",
        breaks: ({ from, to }) =>
            /\bpackage\.json$/.test(to) && !/^(provider\/plugin\/package|sdk\/why-not-run-from)$/.test(from),
    },
    {
        says: "provider/index → process, handlers",
        breaks: only(/^provider\/index$/, /^provider\/(process|[a-z-]+\/handler)$/, /^provider\//),
    },
    {
        says: "artifact-records → fields, refused, each resource's wire, types of the context and the client: it changes nothing",
        breaks: only(
            /^provider\/artifact-records\//,
            /^provider\/(artifact-fields|fields|refused|(record-set|storage-record)\/wire|artifact-records\/.*)$/,
            /^provider\/(context|github\/client|resource-handler)$/,
        ),
    },
    {
        says: "provider/functions → process, what reads GitHub; only the sdk loads it",
        breaks: (imported) =>
            only(
                /^provider\/functions$/,
                /^provider\/(artifact-records\/find|plain-error|process|refused|settings\/places)$/,
                /^provider\/resource-handler$/,
            )(imported) ||
            (imported.to === "provider/functions" && !/^sdk\//.test(imported.from)),
    },
    {
        says: "plan → vocabulary, model",
        breaks: only(/^provider\/[a-z-]+\/plan$/, /^(node:util|provider\/vocabulary|provider\/[a-z-]+\/model)$/),
    },
    {
        says: "apply → leaving, holding, not-retired, wire, plan, model, last-write, lines, plain-error, the client's errors; types of the client, run, rejections, vocabulary",
        breaks: only(
            /^provider\/[a-z-]+\/apply$/,
            /^provider\/(last-write|lines|not-retired|plain-error|github\/errors|[a-z-]+\/(leaving|holding|not-retired|wire|plan|model))$/,
            /^provider\/(github\/client|run|vocabulary|[a-z-]+\/rejections)$/,
        ),
    },
    {
        says: "leaving → lookup, plan, model, last-write, types of the client and the run: it asks, and sends nothing",
        breaks: only(
            /^provider\/[a-z-]+\/leaving$/,
            /^provider\/(last-write|[a-z-]+\/(lookup|plan|model))$/,
            /^provider\/(github\/client|run)$/,
        ),
    },
    {
        says: "lookup → wire, types of the model and the client",
        breaks: only(
            /^provider\/[a-z-]+\/lookup$/,
            /^provider\/[a-z-]+\/wire$/,
            /^provider\/(github\/client|[a-z-]+\/model)$/,
        ),
    },
    {
        says: "refresh → lookup, holding, wire, model, last-write, lines, types of the client and the run: it plans nothing",
        breaks: only(
            /^provider\/[a-z-]+\/refresh$/,
            /^provider\/(last-write|lines|[a-z-]+\/(lookup|holding|wire|model))$/,
            /^provider\/(github\/client|run)$/,
        ),
    },
    {
        says: "holding → model, last-write: it is data",
        breaks: only(/^provider\/[a-z-]+\/holding$/, /^provider\/(last-write|[a-z-]+\/model)$/),
    },
    {
        says: "report → rejections, not-retired, model, lines, types of apply, run, vocabulary: what is said knows no client",
        breaks: only(
            /^provider\/[a-z-]+\/report$/,
            /^provider\/(lines|not-retired|[a-z-]+\/(rejections|not-retired|model))$/,
            /^provider\/(run|vocabulary|[a-z-]+\/apply)$/,
        ),
    },
    {
        says: "rejections → model, lines, vocabulary, types of the plan and the client: how to explain one is handed in",
        breaks: only(
            /^provider\/[a-z-]+\/rejections$/,
            /^provider\/(lines|vocabulary|[a-z-]+\/model)$/,
            /^provider\/(github\/(client|diagnosis)|[a-z-]+\/plan)$/,
        ),
    },
    {
        says: "not-retired of a set → types of why, and of the vocabulary: it is a table",
        breaks: only(/^provider\/[a-z-]+\/not-retired$/, /^$/, /^provider\/(not-retired|vocabulary)$/),
    },
    {
        says: "not-retired → last-write, types of the run: it is text",
        breaks: only(/^provider\/not-retired$/, /^provider\/last-write$/, /^provider\/run$/),
    },
    {
        says: "run → last-write, which knows nothing, as lines; another-api → lines",
        breaks: ({ from, to }) =>
            /^provider\/(last-write|lines)$/.test(from) ||
            (from === "provider/another-api" && to !== "provider/lines") ||
            (from === "provider/run" && to !== "provider/last-write"),
    },
    {
        says: "diagnosis, verdicts, verification → evidence, access, verdicts, vocabulary, lines, types of fields: they ask nobody",
        breaks: only(
            /^provider\/github\/(diagnosis|verdicts|verification)$/,
            /^provider\/(lines|vocabulary|github\/(access|evidence|verdicts))$/,
            /^provider\/fields$/,
        ),
    },
    {
        says: "evidence → nothing: it is data",
        breaks: only(/^provider\/github\/evidence$/, /^$/),
    },
    {
        says: "access → types of the settings",
        breaks: only(/^provider\/github\/access$/, /^$/, /^provider\/settings\/settings$/),
    },
    {
        says: "looks → evidence, failure, quote, types of octokit: it asks, and judges nothing",
        breaks: only(
            /^provider\/github\/looks$/,
            /^provider\/github\/(evidence|failure|quote)$/,
            /^provider\/github\/octokit$/,
        ),
    },
    {
        says: "verify → fields, plain-error, vocabulary, the client's errors, types of the rest",
        breaks: only(/^provider\/verify$/, /^provider\/(fields|plain-error|vocabulary|github\/errors)$/, /^provider\//),
    },
    {
        says: "differences → plan, model, difference, vocabulary",
        breaks: only(
            /^provider\/[a-z-]+\/differences$/,
            /^provider\/(difference|vocabulary|[a-z-]+\/model)$/,
            /^provider\/[a-z-]+\/plan$/,
        ),
    },
    {
        says: "import → wire, model, inputs, state, last-write, artifact-fields, import-id, vocabulary, plain-error, the client's types",
        breaks: only(
            /^provider\/[a-z-]+\/import$/,
            /^provider\/(artifact-fields|import-id|last-write|vocabulary|plain-error|[a-z-]+\/(wire|model|inputs|state))$/,
            /^provider\/(context|github\/client|resource-handler)$/,
        ),
    },
    {
        says: "inputs, model, state and wire reach nothing outside the process",
        breaks: ({ from, to, when }) =>
            /^provider\/[a-z-]+\/([a-z-]*inputs|model|state|wire)$/.test(from) &&
            /^provider\/(github\/|process|settings\/|run)/.test(to) &&
            when !== "type",
    },
    {
        says: "github/* → no resource",
        breaks: ({ from, to }) => /^provider\/github\//.test(from) && RESOURCE.test(to),
    },
    {
        says: "no resource → another resource",
        breaks: ({ from, to }) => {
            const [one, other] = [RESOURCE.exec(from)?.[1], RESOURCE.exec(to)?.[1]];
            return one !== undefined && other !== undefined && one !== other;
        },
    },
    {
        says: "Octokit and its limiter ← github/octokit alone, and only once a call is made",
        breaks: ({ from, to, when }) => OCTOKIT.test(to) && !(from === "provider/github/octokit" && when !== "static"),
    },
    {
        says: "undici ← github/proxied-fetch alone, and only where a proxy is named",
        breaks: ({ from, to, when }) =>
            to === "undici" && !(from === "provider/github/proxied-fetch" && when === "late"),
    },
    {
        says: "provider → no @pulumi/pulumi; provider/plugin its messages alone",
        breaks: ({ from, to }) =>
            /^provider\//.test(from) && /^@pulumi\//.test(to) && !(PLUGIN.test(from) && ENGINE.test(to)),
    },
    {
        says: "gRPC and protobuf ← provider/plugin alone",
        breaks: ({ from, to }) => ENGINE.test(to) && !PLUGIN.test(from),
    },
    {
        says: "provider/plugin ← nothing else: what a dynamic resource loads needs no gRPC",
        breaks: ({ from, to }) => PLUGIN.test(to) && !PLUGIN.test(from),
    },
    {
        says: "provider/plugin/main ← nothing: it runs as soon as it is loaded",
        breaks: ({ to }) => to === "provider/plugin/main",
    },
    {
        says: "provider → neither sdk nor tests nor tools; what the schema is made of names its types",
        breaks: ({ from, to, when }) =>
            /^provider\//.test(from) &&
            /^(sdk|tests|tools|examples|bench)\//.test(to) &&
            !(/^provider\/plugin\/[a-z-]+-model$/.test(from) && when === "type"),
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

describe("the source", () => {
    it("is read, with its imports of each kind", () => {
        for (const file of ["provider/index.ts", "provider/record-set/plan.ts", "sdk/index.ts"]) {
            assert.ok(files.includes(file), file);
        }
        const found = (from: string, to: string) => imports.find((one) => one.from === from && one.to === to)?.when;
        assert.equal(found("provider/index", "provider/process"), "static");
        assert.equal(found("provider/record-set/apply", "provider/github/client"), "type");
        assert.equal(found("provider/github/octokit", "@octokit/rest"), "late");
        assert.equal(found("sdk/dynamic-provider", "pulumi-github-artifacts/provider"), "late");
        assert.equal(found("sdk/index", "provider/vocabulary"), "type");
    });

    it("breaks no arrow", () => assert.deepEqual(brokenBy(imports), []));

    it("reads nothing of its process but in the files that are started, what the sdk loads, where Pulumi runs the provider, and in tests", () => {
        const readers = sources.filter(([, source]) => /\bprocess\.[a-z]+\b/.test(source.replaceAll(COMMENT, "")));
        assert.deepEqual(readers.map(([file]) => file).sort(), [
            "provider/functions.ts",
            "provider/index.ts",
            "provider/plugin/main.ts",
            "sdk/dynamic-provider.ts",
            "sdk/findable-provider.ts",
            "sdk/testing.ts",
        ]);
    });

    it("has no files of provider/ that load each other in a circle", () => {
        assert.deepEqual(circlesIn(imports), []);
        const circle = [...importsOf("a/b.ts", 'import { x } from "./c";'), ...importsOf("a/c.ts", 'import "./b";')];
        assert.deepEqual(circlesIn(circle), ["a/b → a/c → a/b"]);
    });
});

describe("an arrow that is broken in a made-up file", () => {
    for (const [file, source, says] of [
        ["sdk/made-up.ts", 'import { key } from "../provider/fields";', "sdk → provider by type"],
        ["sdk/made-up.ts", 'export { key } from "../provider/fields";', "sdk → provider by type"],
        ["sdk/testing.ts", 'import { key } from "../provider/fields";', "sdk → provider by type"],
        ["sdk/index.ts", 'export { checkProgram } from "./testing";', "sdk/testing, provider/rehearsal ← "],
        ["provider/index.ts", 'import type { Rehearsal } from "./rehearsal";', "sdk/testing, provider/rehearsal ← "],
        ["sdk/made-up.ts", 'import { type A, key } from "../provider/fields";', "sdk → provider by type"],
        ["sdk/made-up.ts", 'const x = require("../provider/functions");', "sdk → provider by type"],
        ["sdk/get-records.ts", 'import { a } from "../provider/functions";', "sdk → provider by type"],
        ["provider/artifact-records/find.ts", 'import { Run } from "../run";', "artifact-records → "],
        ["provider/artifact-records/find.ts", 'import { a } from "../github/client";', "artifact-records → "],
        ["provider/functions.ts", 'import { Run } from "./run";', "provider/functions → "],
        ["provider/process.ts", 'import { a } from "./functions";', "provider/functions → "],
        ["sdk/made-up.ts", 'const x = require("pulumi-github-artifacts/provider");', "sdk/dynamic-provider → "],
        ["sdk/workloads/made-up.ts", 'import { propertiesOf } from "../origin";', "sdk/workloads → "],
        ["provider/images/made-up.ts", 'import { text } from "../fields";', "provider/images → "],
        ["provider/images/made-up.ts", 'import type { Open } from "../workloads/manifests";', "provider/images → "],
        ["provider/workloads/made-up.ts", 'import { PlainError } from "../plain-error";', "provider/workloads → "],
        ["provider/inputs.ts", 'import { fits } from "./images/limits";', "images, workloads ← "],
        ["provider/index.ts", 'import { Run } from "./run";', "provider/index → "],
        ["provider/record-set/plan.ts", 'import { Run } from "../run";', "plan → "],
        ["provider/record-set/plan.ts", 'import type { Run } from "../run";', "plan → "],
        ["provider/storage-record/plan.ts", 'import {\n    a,\n    b,\n} from "./wire";', "plan → "],
        ["provider/record-set/apply.ts", 'import { createClient } from "../github/client";', "apply → "],
        ["provider/record-set/apply.ts", 'import type { DesiredSet } from "./inputs";', "apply → "],
        ["provider/record-set/apply.ts", 'import { Run } from "../run";', "apply → "],
        ["provider/record-set/apply.ts", 'import { explainRejections } from "./rejections";', "apply → "],
        ["provider/record-set/apply.ts", 'import { reportOn } from "./report";', "apply → "],
        ["provider/record-set/leaving.ts", 'import { createClient } from "../github/client";', "leaving → "],
        ["provider/record-set/leaving.ts", 'import { toCall } from "./wire";', "leaving → "],
        ["provider/record-set/lookup.ts", 'import type { Plan } from "./plan";', "lookup → "],
        ["provider/record-set/refresh.ts", 'import { planRecordSet } from "./plan";', "refresh → "],
        ["provider/storage-record/refresh.ts", 'import { Run } from "../run";', "refresh → "],
        ["provider/record-set/holding.ts", 'import type { DeploymentReply } from "../github/client";', "holding → "],
        ["provider/record-set/report.ts", 'import type { ClusterReply } from "../github/client";', "report → "],
        ["provider/record-set/report.ts", 'import { applyPlan } from "./apply";', "report → "],
        ["provider/record-set/report.ts", 'import { explain } from "../github/client";', "report → "],
        ["provider/record-set/rejections.ts", 'import { isSent } from "./plan";', "rejections → "],
        ["provider/record-set/rejections.ts", 'import { createClient } from "../github/client";', "rejections → "],
        ["provider/record-set/not-retired.ts", 'import { isUnknown } from "../vocabulary";', "not-retired of a set → "],
        ["provider/record-set/not-retired.ts", 'import { WHY } from "../not-retired";', "not-retired of a set → "],
        ["provider/not-retired.ts", 'import { Run } from "./run";', "not-retired → "],
        ["provider/lines.ts", 'import { isUnknown } from "./vocabulary";', "run → "],
        ["provider/github/diagnosis.ts", 'import { Looks } from "./looks";', "diagnosis, verdicts, verification → "],
        ["provider/github/verdicts.ts", 'import type { FailedCall } from "./failure";', "diagnosis, verdicts, ver"],
        [
            "provider/github/verification.ts",
            'import { told } from "../fields";',
            "diagnosis, verdicts, verification → ",
        ],
        ["provider/github/evidence.ts", 'import type { Settings } from "../settings/settings";', "evidence → "],
        ["provider/github/access.ts", 'import { readSettings } from "../settings/settings";', "access → "],
        ["provider/github/looks.ts", 'import { ofOrganization } from "./verdicts";', "looks → "],
        ["provider/github/looks.ts", 'import { createOctokit } from "./octokit";', "looks → "],
        ["provider/verify.ts", 'import { createClient } from "./github/client";', "verify → "],
        ["provider/run.ts", 'import type { Settings } from "./settings/settings";', "run → "],
        ["provider/last-write.ts", 'import { isUnknown } from "./vocabulary";', "run → "],
        ["provider/another-api.ts", 'import type { Settings } from "./settings/settings";', "run → "],
        ["provider/record-set/deployment-inputs.ts", 'import { Run } from "../run";', "inputs, model, state and wire"],
        ["provider/storage-record/wire.ts", 'import { a } from "../github/errors";', "inputs, model, state and wire"],
        [
            "provider/storage-record/wire.ts",
            'import { a } from "../settings/read-text";',
            "inputs, model, state and wire",
        ],
        ["provider/github/client.ts", 'import type { Deployment } from "../record-set/model";', "github/* → "],
        ["provider/record-set/model.ts", 'import type { Location } from "../storage-record/model";', "no resource → "],
        ["provider/github/client.ts", 'import type { Api } from "@octokit/rest";', "Octokit"],
        ["provider/github/octokit.ts", 'import { Octokit } from "@octokit/rest";', "Octokit"],
        ["provider/process.ts", 'const rest = await import("p-limit");', "Octokit"],
        ["provider/github/proxied-fetch.ts", 'import { fetch } from "undici";', "undici"],
        ["provider/github/connection.ts", 'const { fetch } = await import("undici");', "undici"],
        ["provider/record-set/differences.ts", 'import { planRecordSet } from "./plan";', "differences → "],
        ["provider/storage-record/differences.ts", 'import { a } from "../run";', "differences → "],
        ["provider/record-set/import.ts", 'import { createClient } from "../github/client";', "import → "],
        ["provider/storage-record/import.ts", 'import { a } from "./handler";', "import → "],
        ["provider/fields.ts", 'import type { Input } from "@pulumi/pulumi";', "provider → no @pulumi"],
        ["provider/plugin/server.ts", 'import { output } from "@pulumi/pulumi";', "provider → no @pulumi"],
        ["provider/plugin/main.ts", 'import { main } from "@pulumi/pulumi/provider";', "provider → no @pulumi"],
        ["provider/process.ts", 'import { Server } from "@grpc/grpc-js";', "gRPC and protobuf"],
        ["sdk/index.ts", 'import { Struct } from "google-protobuf/google/protobuf/struct_pb";', "gRPC and protobuf"],
        ["provider/fields.ts", 'import type { Secrets } from "./plugin/secrets";', "provider/plugin ← "],
        ["provider/plugin/server.ts", 'import "./main";', "provider/plugin/main ← "],
        ["provider/fields.ts", 'const { version } = require("../package.json");', "package.json ← "],
        ["provider/fields.ts", 'import { deployment } from "../tests/support/record-sets";', "provider → neither"],
    ] as const) {
        it(`is caught: ${file}: ${source.replaceAll(/\s+/g, " ")}`, () => {
            const broken = brokenBy(importsOf(file, source));
            assert.equal(broken.length, 1, broken.join("\n"));
            assert.ok(broken[0]?.startsWith(says), broken[0]);
        });
    }

    it("is none in a comment, nor for what the compiler drops", () => {
        const source = [
            '/* import { a } from "../provider/run"; */',
            '// import { a } from "../provider/run";',
            'import { type A, type B } from "../provider/vocabulary";',
            'export type { C } from "../provider/vocabulary";',
            'let limit: typeof import("../provider/run");',
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
