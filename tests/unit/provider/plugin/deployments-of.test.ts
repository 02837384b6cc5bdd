import assert from "node:assert/strict";
import { deploymentsOf } from "../../../../provider/plugin/deployments-of";
import type { Properties } from "../../../../provider/resource/resource-handler";
import { UNKNOWN } from "../../../../provider/vocabulary/unknown";
import { listeningContext } from "../../../support/process-context";
import { recordingClient } from "../../../support/recording-client";
import { digestOf } from "../../../support/records";
import { deployment } from "../../sdk/made-deployments";

const [A, B] = [digestOf("a"), digestOf("b")];
const API = deployment("api", `ghcr.io/acme/api:1.4.2@${A}`);
const WEB = deployment("web", `ghcr.io/acme/web:2@${B}`);
const BARE = deployment("bare", "ghcr.io/acme/bare:3");
const api = { name: "ghcr.io/acme/api", digest: A, version: "1.4.2" };
const web = { name: "ghcr.io/acme/web", digest: B, version: "2" };

/** The function's answer, and what is shown. */
async function answered(args: Properties, isPreview = false) {
    const context = listeningContext(recordingClient({}));
    const { problems, result } = await deploymentsOf(context, args, isPreview);
    const { said, warned } = context;
    return { problems, deployments: result?.deployments, typed: result?.typed, said, warned };
}

const made = async (args: Properties, isPreview = false): Promise<unknown> =>
    (await answered(args, isPreview)).deployments;

describe("the function deploymentsOf", () => {
    it("returns a deployment for each container of one workload, several workloads and lists", async () => {
        const both = { "shop/api/server": api, "shop/web/server": web };
        assert.deepEqual(await made({ workloads: API }), { "shop/api/server": api });
        assert.deepEqual(await made({ workloads: [API, { kind: "List", items: [WEB, null] }] }), both);
        assert.deepEqual(await made({ workloads: [{ resources: { api: API, web: WEB } }], tags: null }), both);
    });

    it("accepts the options that are data", async () => {
        const options = {
            deploymentName: "{namespace}-{workload}",
            namespace: "never",
            include: ["ghcr.io/acme/api"],
            githubRepository: "shop",
            tags: { team: "a" },
            runtimeRisks: ["sensitive-data"],
            also: { "vm/db": { name: "db", digest: B } },
        };
        assert.deepEqual(await made({ workloads: [API, WEB], ...options }), {
            "shop-api": { ...api, githubRepository: "shop", tags: { team: "a" }, runtimeRisks: ["sensitive-data"] },
            "vm/db": options.also["vm/db"],
        });
        const byImage = await made({ workloads: [API, WEB], githubRepository: { "ghcr.io/acme/web": "web" } });
        assert.deepEqual(byImage, { "shop/api/server": api, "shop/web/server": { ...web, githubRepository: "web" } });
    });

    it("reads the property names of Python outputs, and leaves annotations unchanged", async () => {
        const pod = { init_containers: [{ name: "migrate", image: `ghcr.io/acme/web:2@${B}` }], containers: [] };
        const metadata = { annotations: { "metadata.github.com/on_call": "a_b" } };
        const cron = {
            api_version: "batch/v1",
            kind: "CronJob",
            metadata: { name: "nightly" },
            spec: { job_template: { metadata: {}, spec: { template: { metadata, spec: pod } } } },
        };
        assert.deepEqual(await made({ workloads: [cron] }), {
            "default/nightly/migrate": { ...web, tags: { on_call: "a_b" } },
        });
    });

    it("says in a preview, but not in an up, what include leaves out", async () => {
        const args = { workloads: [API, WEB], include: ["ghcr.io/acme/web"] };
        const line = "deploymentsOf: the option include leaves out 1 of 2 containers: 1 from ghcr.io";
        assert.deepEqual((await answered(args, true)).said, [line]);
        assert.deepEqual((await answered(args)).said, []);
    });

    it("warns of a group without workloads", async () => {
        const { deployments, warned } = await answered({ workloads: [API, { resources: [] }] });
        assert.deepEqual(deployments, { "shop/api/server": api });
        assert.match(
            warned.join(),
            /^deploymentsOf: no containers in workloads\[1\], so no deployments come from there/,
        );
    });

    it("leaves an image without a digest unknown in a preview, beside known deployments", async () => {
        const { deployments, typed, warned } = await answered({ workloads: [API, BARE] }, true);
        assert.deepEqual(deployments, { "shop/api/server": api, "shop/bare/server not known before up": {} });
        const nothing = { name: "", digest: "" };
        assert.deepEqual(typed, { "shop/api/server": api, "shop/bare/server not known before up": nothing });
        assert.match(warned.join(), /"ghcr\.io\/acme\/bare:3" has no digest yet\./);
    });

    it("leaves values unknown that an engine passes as unknown", async () => {
        assert.deepEqual(await made({ workloads: [API, UNKNOWN, deployment(UNKNOWN, api.name)] }, true), {
            "shop/api/server": api,
            "workloads[1] not known before up": {},
            "workloads[2] not known before up": {},
        });
    });
});

describe("the refusals of deploymentsOf", () => {
    it("come all at once, with ways out that are data", async () => {
        const long = deployment("long", `ghcr.io/acme/api:${"t".repeat(101)}@${A}`);
        const mirrored = deployment("mirrored", `mirror.dev/api:2@${A}`);
        const { problems } = await answered({ workloads: [API, BARE, long] });
        const where = (name: string): string => `- Deployment shop/${name}, container "server":`;
        assert.deepEqual(String(problems).split("\n"), [
            "deploymentsOf found:",
            `${where("bare")} its image "ghcr.io/acme/bare:3" has no digest. Pin it as "ghcr.io/acme/bare:3@sha256:…": ` +
                "`docker buildx imagetools inspect ghcr.io/acme/bare:3` prints the digest",
            `${where("long")} its image's tag has 101 characters, but GitHub accepts at most 100 in version: exclude the ` +
                "container with include, and declare its deployment in also, with another version",
        ]);
        assert.match(
            String((await answered({ workloads: [API, mirrored] })).problems),
            /use the same for both by the same image reference in both, or give each the repository that built it with the option/,
        );
        assert.match(
            String((await answered({ workloads: ["shop/api"] })).problems),
            /workloads\[0\], which is "shop\/api", has no containers .* A function cannot take a resource itself\. What/,
        );
        assert.deepEqual((await answered({ workloads: [], include: "ghcr.io" })).problems, [
            'include is "ghcr.io", but must be a list of prefixes, such as ["ghcr.io/acme/"]',
        ]);
    });

    for (const [argument, value, message] of [
        ["workloads", undefined, "workloads is required, but missing"],
        ["resolveDigest", "x", /^resolveDigest is not an argument here/],
        ["deploymentName", 7, "deploymentName is 7, but must be text of 1 to 256 characters"],
        [
            "githubRepository",
            "acme/api",
            /^githubRepository is "acme\/api", but must be a repository's name without its owner/,
        ],
        ["githubRepository", { "ghcr.io/acme/api": 7 }, /^githubRepository\["ghcr\.io\/acme\/api"\] is 7, but must be/],
        ["tags", ["a"], 'tags is ["a"], but must be a map from text to text'],
        ["runtimeRisks", ["internet"], /^runtimeRisks\[0\] is "internet", but must be "critical-resource" or/],
        ["also", [], "also is [], but must be a map from deployment name to deployment"],
    ] as const) {
        it(`include an invalid argument: ${argument}, ${JSON.stringify(value)}`, async () => {
            const { problems, deployments } = await answered({ workloads: API, [argument]: value });
            assert.equal(deployments, undefined);
            assert.equal(problems.length, 1, problems.join("\n"));
            if (typeof message === "string") assert.equal(problems[0], message);
            else assert.match(String(problems[0]), message);
        });
    }
});
