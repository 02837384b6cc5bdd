/**
 * A life of both resources on the real engine, step by step: the declarations of a program, the command, its output, and the
 * requests to GitHub. Each binding runs the same life.
 */
import assert from "node:assert/strict";
import { type GitHubServer, type LoggedRequest, startGitHub } from "../../tools/github";
import type { PulumiProject } from "../../tools/pulumi/project";
import type { Binding } from "./bindings/bindings";
import { type Arguments, type Declared, Output } from "./bindings/declared";
import { failed, succeeded } from "./finished";
import { digestOf } from "./records";
import { ticking } from "./ticking";

/** One step of a life. */
interface Step {
    readonly does: string;
    /** Only for the plugin, since dynamic resources cannot do it. */
    readonly ofPlugin?: true;
    /** The program from here on. */
    readonly declares?: readonly Declared[];
    /** What someone else does to GitHub's records before this step. */
    readonly meanwhile?: (github: GitHubServer) => void;
    readonly runs: "preview" | "up" | "refresh" | "destroy";
    readonly flags?: readonly string[];
    readonly fails?: true;
    readonly says?: readonly RegExp[];
    /** The requests, as {@link toLine} writes them. If only one order is right, in that order. */
    readonly sends: readonly string[];
    readonly inOrder?: true;
    /** What GitHub holds afterwards, if that differs from what was sent. */
    readonly holds?: readonly string[];
}

const deployment = (letter: string, more: Arguments = {}): Arguments => ({
    name: `ghcr.io/acme/${letter}`,
    digest: digestOf(letter),
    version: "1.0.0",
    githubRepository: "api",
    ...more,
});

const api = deployment("a", { tags: { team: "checkout" }, runtimeRisks: ["sensitive-data", "internet-exposed"] });
const web = deployment("b");

const set = (deployments: Readonly<Record<string, Arguments>>, more: Arguments = {}): Declared => ({
    type: "ClusterDeploymentRecordSet",
    name: "prod",
    args: { cluster: "prod-eu-1", logicalEnvironment: "production", deployments, ...more },
});

const image = (letter: string, more: Arguments = {}): Declared => ({
    type: "ArtifactStorageRecord",
    name: "image",
    args: {
        ...deployment(letter),
        artifactUrl: `https://ghcr.io/v2/acme/${letter}`,
        path: `acme/${letter}`,
        registryUrl: "https://ghcr.io",
        repository: `acme/${letter}`,
        ...more,
    },
});

const lost = deployment("d", { githubRepository: "nowhere" });
const ofImage: Arguments = {
    name: new Output("image", "name"),
    digest: new Output("image", "digest"),
    githubRepository: "api",
};
const elsewhere = { physicalEnvironment: "eu-west-1" };
const idOf = (...parts: string[]): string => parts.map(encodeURIComponent).join("/");

export const LIFE: readonly Step[] = [
    {
        does: "is previewed without a request, with a line of the plan for each resource",
        declares: [set({ "shop/web": web, "shop/api": api }), image("a")],
        runs: "preview",
        says: [
            /acme\/prod-eu-1\/production: 2 to record; 1 request\n/,
            /acme: ghcr\.io\/acme\/a@sha256:a{12}… in https:\/\/ghcr\.io: to record; 1 request\n/,
        ],
        sends: [],
    },
    {
        does: "is created with one POST for each resource, which has every argument",
        runs: "up",
        sends: [
            "set: shop/api a 1.0.0 deployed api {team: checkout} [internet-exposed, sensitive-data]; shop/web b 1.0.0 deployed api {} []",
            "image: a 1.0.0 active api https://ghcr.io acme/a acme/a https://ghcr.io/v2/acme/a",
        ],
    },
    {
        does: "does not change in a second up",
        runs: "up",
        flags: ["--expect-no-changes"],
        sends: [],
    },
    {
        does: "is refreshed with one GET for each digest, which finds no change",
        runs: "refresh",
        flags: ["--expect-no-changes"],
        sends: ["deployments of a?", "deployments of b?", "storage of a?"],
    },
    {
        does: "shows in a preview only the deployment and the field that changed",
        declares: [
            set({ "shop/web": { ...web, digest: digestOf("c") }, "shop/api": api }),
            image("a", { version: "1.0.1" }),
        ],
        runs: "preview",
        flags: ["--diff"],
        says: [
            /acme\/prod-eu-1\/production: 1 to update, 1 unchanged; 1 request\n/,
            /: to update version; 1 request\n/,
            /~ digest *: "sha256:b{64}" => "sha256:c{64}"/,
            /~ version *: "1\.0\.0" => "1\.0\.1"/,
        ],
        sends: [],
    },
    {
        does: "sends only the changed deployment and the changed image",
        runs: "up",
        sends: [
            "set: shop/web c 1.0.0 deployed api {} []",
            "image: a 1.0.1 active api https://ghcr.io acme/a acme/a https://ghcr.io/v2/acme/a",
        ],
        holds: ["shop/api a deployed", "shop/web c deployed", "image a active"],
    },
    {
        does: "finds in a refresh what someone else changed",
        meanwhile: (github) => {
            github.alterDeployment({ deployment_name: "shop/api" }, { tags: { team: "theirs" } });
            github.alterStorageRecord({ digest: digestOf("a") }, { status: "eol" });
        },
        runs: "refresh",
        sends: ["deployments of a?", "deployments of c?", "storage of a?"],
    },
    {
        does: "shows in a preview how it will revert these changes",
        runs: "preview",
        flags: ["--diff"],
        says: [/~ team: "theirs" => "checkout"/, /~ status *: "eol" => "active"/],
        sends: [],
    },
    {
        does: "reverts these changes, and sends only what differs",
        runs: "up",
        sends: [
            "set: shop/api a 1.0.0 deployed api {team: checkout} [internet-exposed, sensitive-data]",
            "image: a 1.0.1 active api https://ghcr.io acme/a acme/a https://ghcr.io/v2/acme/a",
        ],
    },
    {
        does: "fails with the reason if GitHub rejects a deployment, and records the others",
        declares: [set({ "shop/web": web, "shop/api": api, "shop/lost": lost }), image("a", { version: "1.0.1" })],
        runs: "up",
        fails: true,
        says: [
            /deployment "shop\/lost" \(sha256:d{12}…\), to record: GitHub rejected it as not_found: the repository acme\/nowhere does not exist/,
        ],
        sends: ["set: shop/lost d 1.0.0 deployed nowhere {} []; shop/web b 1.0.0 deployed api {} []"],
        holds: ["shop/api a deployed", "shop/web b deployed", "image a active"],
    },
    {
        does: "sends only the rejected deployment once it is corrected",
        declares: [
            set({ "shop/web": web, "shop/api": api, "shop/lost": deployment("d") }),
            image("a", { version: "1.0.1" }),
        ],
        runs: "up",
        sends: ["set: shop/lost d 1.0.0 deployed api {} []"],
    },
    {
        does: "decommissions deployments that leave the program",
        declares: [set({ "shop/api": api }), image("a", { version: "1.0.1" })],
        runs: "up",
        says: [/acme\/prod-eu-1\/production: 2 to decommission, 1 unchanged; 3 requests\n/],
        sends: [
            "deployments of b?",
            "deployments of d?",
            "set: shop/lost d 1.0.0 decommissioned api {} []; shop/web b 1.0.0 decommissioned api {} []",
        ],
        holds: ["shop/api a deployed", "shop/lost d decommissioned", "shop/web b decommissioned", "image a active"],
    },
    {
        does: "retires an old image before it records the new one, and an old environment after the new one",
        declares: [image("b"), set({ "shop/api": ofImage }, elsewhere)],
        runs: "up",
        says: [
            /@sha256:a{12}… in https:\/\/ghcr\.io: to retire; 2 requests\n/,
            /@sha256:b{12}… in https:\/\/ghcr\.io: to record; 1 request\n/,
            /acme\/prod-eu-1\/production\/eu-west-1: 1 to record; 1 request\n/,
            /acme\/prod-eu-1\/production: 1 to decommission; 2 requests\n/,
        ],
        sends: [
            "storage of a?",
            "image: a 1.0.1 eol api https://ghcr.io acme/a acme/a https://ghcr.io/v2/acme/a",
            "image: b 1.0.0 active api https://ghcr.io acme/b acme/b https://ghcr.io/v2/acme/b",
            "set in eu-west-1: shop/api b - deployed api {} []",
            "deployments of a?",
            "set: shop/api a 1.0.0 decommissioned api {team: checkout} [internet-exposed, sensitive-data]",
        ],
        inOrder: true,
    },
    {
        does: "makes no request for another spelling of the organization, or for another onRejected or removalStatus",
        declares: [
            image("b", { org: "Acme", removalStatus: "deleted" }),
            set({ "shop/api": ofImage }, { ...elsewhere, org: "ACME", onRejected: "warn" }),
        ],
        runs: "up",
        sends: [],
    },
    {
        does: "retires all of its records in a destroy, with one GET for each digest and one POST for each resource",
        runs: "destroy",
        sends: [
            "deployments of b?",
            "set in eu-west-1: shop/api b - decommissioned api {} []",
            "storage of b?",
            "image: b 1.0.0 deleted api https://ghcr.io acme/b acme/b https://ghcr.io/v2/acme/b",
        ],
        inOrder: true,
        holds: [
            "shop/api a decommissioned",
            "shop/api b decommissioned",
            "shop/lost d decommissioned",
            "shop/web b decommissioned",
            "image a eol",
            "image b deleted",
        ],
    },
    {
        does: "imports records by their ids, and writes them once, since GitHub returns neither version nor status",
        ofPlugin: true,
        declares: [
            { ...image("b"), import: idOf("acme", digestOf("b"), "https://ghcr.io", "acme/b") },
            {
                ...set({ "shop/api": deployment("b") }, elsewhere),
                import: `${idOf("acme", "prod-eu-1", "production", "eu-west-1")}?digests=${digestOf("b")}`,
            },
        ],
        runs: "up",
        sends: [
            "storage of b?",
            "storage of b?",
            "deployments of b?",
            "image: b 1.0.0 active api https://ghcr.io acme/b acme/b https://ghcr.io/v2/acme/b",
            "set in eu-west-1: shop/api b 1.0.0 deployed api {} []",
        ],
    },
    {
        does: "does not change the imported records once the option is removed",
        ofPlugin: true,
        declares: [image("b"), set({ "shop/api": deployment("b") }, elsewhere)],
        runs: "up",
        flags: ["--expect-no-changes"],
        sends: [],
    },
    {
        does: "retires the imported records in a destroy",
        ofPlugin: true,
        runs: "destroy",
        sends: [
            "storage of b?",
            "image: b 1.0.0 eol api https://ghcr.io acme/b acme/b https://ghcr.io/v2/acme/b",
            "deployments of b?",
            "set in eu-west-1: shop/api b 1.0.0 decommissioned api {} []",
        ],
    },
];

/** Runs the life with one binding, with a test for each step. It uses the language host, as users do. */
export function describeLife(binding: Binding): void {
    describe(`A life of both resources, with ${binding.name}:`, () => {
        let github: GitHubServer;
        let project: PulumiProject;

        before(async () => {
            github = await startGitHub({ now: ticking() });
            project = (await binding.start(github, [])).standalone();
        });
        after(() => github.close());

        const steps = LIFE.filter(({ ofPlugin = false }) => binding.isPlugin || !ofPlugin);
        for (const { does, declares, meanwhile, runs, flags = [], fails, says = [], sends, inOrder, holds } of steps) {
            it(does, async () => {
                if (declares !== undefined) await binding.rewrite(project, declares);
                meanwhile?.(github);
                github.takeRequests();
                const finished = await project[runs](...flags);
                const { output } = fails ? failed(finished) : succeeded(finished);
                for (const text of says) assert.match(output, text);
                // There may be other requests, which find out why GitHub refuses something.
                const lines = github
                    .takeRequests()
                    .filter(({ path }) => path.includes("/artifacts/"))
                    .map(toLine);
                if (inOrder) assert.deepEqual(lines, sends);
                else assert.deepEqual(lines.sort(), [...sends].sort());
                if (holds !== undefined) assert.deepEqual(held(github), holds);
            });
        }

        it("leaves nothing in the state", async () => {
            assert.deepEqual(await project.resources(binding.type("ClusterDeploymentRecordSet")), []);
            assert.deepEqual(await project.resources(binding.type("ArtifactStorageRecord")), []);
        });
    });
}

/** A request in one line, with everything that it sends. A digest is its letter, and an omitted value is `-`. */
function toLine({ method, path, body }: LoggedRequest): string {
    const read = /artifacts\/sha256:(.).*\/metadata\/(deployment|storage)-records$/.exec(decodeURIComponent(path));
    if (method === "GET" && read !== null) return `${read[2] === "storage" ? "storage" : "deployments"} of ${read[1]}?`;
    const sent = body as Readonly<Record<string, unknown>>;
    if (path.endsWith("/storage-record")) {
        const fields = ["version", "status", "github_repository", "registry_url", "repository", "path", "artifact_url"];
        return `image: ${[letterOf(sent.digest), ...fields.map((field) => sent[field] ?? "-")].join(" ")}`;
    }
    const place = sent.physical_environment === undefined ? "" : ` in ${sent.physical_environment}`;
    const entries = (sent.deployments as Readonly<Record<string, unknown>>[]).map(
        ({ deployment_name, digest, version = "-", status, github_repository = "-", tags, runtime_risks }) =>
            [
                deployment_name,
                letterOf(digest),
                version,
                status,
                github_repository,
                inBraces(tags),
                inBrackets(runtime_risks),
            ].join(" "),
    );
    return `set${place}: ${entries.join("; ")}`;
}

const letterOf = (digest: unknown): string => String(digest).slice(-1);
const inBrackets = (list: unknown): string => `[${(list as string[]).join(", ")}]`;
const inBraces = (map: unknown): string =>
    `{${Object.entries(map as object)
        .map(([name, value]) => `${name}: ${value}`)
        .join(", ")}}`;

/** What GitHub holds, with a line for each record. */
const held = (github: GitHubServer): string[] => [
    ...github
        .deploymentRecords()
        .map(({ deployment_name, digest, status }) => `${deployment_name} ${letterOf(digest)} ${status}`)
        .sort(),
    ...github
        .storageRecords()
        .map(({ digest, status }) => `image ${letterOf(digest)} ${status}`)
        .sort(),
];
