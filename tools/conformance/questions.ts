import type { Answer, Probe } from "./probe";

/** A question about the API, what its OpenAPI description says, and how to ask the API itself. */
export interface Question {
    readonly asks: string;
    readonly described: string;
    readonly ask: (probe: Probe) => Promise<string>;
}

/** A status, and the explanation in the body. */
const refusal = ({ status, body }: Answer): string => {
    const { message, errors } = body;
    const told = Array.isArray(errors) ? ` ${JSON.stringify(errors[0])}` : "";
    return message === undefined ? String(status) : `${status} "${message}"${told}`;
};

/** The first record of a reply, or undefined. */
const recordOf = ({ body }: Answer) => (body.deployment_records ?? body.storage_records)?.[0];

/** The same reply, if the call succeeded. Nothing can be concluded from a refused call. @throws if it was refused */
function done(answer: Answer): Answer {
    if (answer.status !== 200) throw new Error(`not seen, a call before it was refused: ${refusal(answer)}`);
    return answer;
}

const yesOrNo = (is: boolean): string => (is ? "yes" : "no");

async function isSame(probe: Probe, entry: object, cluster?: string): Promise<string> {
    const first = recordOf(done(await probe.deploy([probe.entry("case")])));
    const second = recordOf(done(await probe.deploy([entry], {}, cluster)));
    return first?.id === second?.id ? "the same record" : "another record";
}

/** Each field of a storage record that may distinguish two records, with two values. */
const VARIANTS = {
    name: ["conformance", "conformance-other"],
    version: ["1", "2"],
    artifact_url: ["https://conformance.invalid/a", "https://conformance.invalid/b"],
    path: ["a", "b"],
    registry_url: ["https://conformance.invalid", "https://other.invalid"],
    repository: ["conformance", "conformance-other"],
} as const;

/** The fields that identify a storage record. Each field is changed by itself to find out. */
async function storageIdentity(probe: Probe): Promise<string> {
    const github_repository = probe.target.repository;
    const base = Object.fromEntries(Object.entries(VARIANTS).map(([field, [value]]) => [field, value]));
    const fields = { ...base, digest: probe.digest("stored"), github_repository };
    const first = recordOf(done(await probe.store(fields)));
    const telling: string[] = [];
    for (const [field, [, other]] of Object.entries(VARIANTS)) {
        const changed = recordOf(done(await probe.store({ ...fields, [field]: other })));
        if (changed?.id !== first?.id) telling.push(field);
    }
    return ["digest", ...telling].join(", ");
}

/** The questions, in their order. */
export const QUESTIONS: readonly Question[] = [
    {
        asks: "the form of updated_at",
        described: "a string, of no declared form",
        async ask(probe) {
            const answer = done(await probe.deploy([probe.entry("time")]));
            return String(recordOf(answer)?.updated_at).replaceAll(/\d/g, "0");
        },
    },
    {
        asks: "a reply to a decommission names its record",
        described: "not said",
        async ask(probe) {
            done(await probe.deploy([probe.entry("time")]));
            const answer = done(await probe.deploy([probe.entry("time", { status: "decommissioned" })]));
            return yesOrNo(recordOf(answer) !== undefined);
        },
    },
    {
        asks: "a GET lists decommissioned records",
        described: "not said",
        async ask(probe) {
            const digest = probe.digest("decommissioned");
            const path = `${digest}/metadata/deployment-records`;
            done(await probe.deploy([probe.entry("leaves", { digest })]));
            if (recordOf(done(await probe.get(path))) === undefined) return "not seen: it lists no deployed one";
            done(await probe.deploy([probe.entry("leaves", { digest, status: "decommissioned" })]));
            return yesOrNo(recordOf(done(await probe.get(path))) !== undefined);
        },
    },
    {
        asks: "6 tags of a deployment in a set",
        described: "no limit; 5 for a single record",
        async ask(probe) {
            const tags = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((key) => [key, key]));
            const answer = await probe.deploy([probe.entry("tags", { tags })]);
            return answer.status === 200
                ? `200, with ${Object.keys(recordOf(answer)?.tags ?? {}).length} tags`
                : refusal(answer);
        },
    },
    {
        asks: "a cluster in other case",
        described: "not said",
        ask: (probe) => isSame(probe, probe.entry("case"), probe.cluster.toUpperCase()),
    },
    {
        asks: "a deployment name in other case",
        described: "not said",
        ask: (probe) => isSame(probe, probe.entry("CASE")),
    },
    {
        asks: "a repository that is not there",
        described: "404",
        ask: async (probe) => refusal(await probe.deploy([probe.entry("none", { github_repository: NOWHERE })])),
    },
    {
        asks: "one such among others, with partial_success",
        described: '207, with `errors` that name a cause, "unauthorized" or "not_found"',
        async ask(probe) {
            const none = probe.entry("none", { digest: probe.digest("b"), github_repository: NOWHERE });
            const answer = await probe.deploy([probe.entry("partial"), none], { partial_success: true });
            const { errors } = answer.body;
            return answer.status === 207 ? `207 ${JSON.stringify(errors?.[0]?.cause)}` : refusal(answer);
        },
    },
    {
        asks: "a write with a token that may only read",
        described: "403",
        async ask(probe) {
            const token = probe.target.readOnlyToken;
            if (token === undefined) return "not asked: set GITHUB_READ_TOKEN";
            return refusal(await probe.deploy([probe.entry("forbidden")], {}, undefined, token));
        },
    },
    {
        asks: "a digest that is none",
        described: "no reply is declared",
        ask: async (probe) => refusal(await probe.deploy([probe.entry("digest", { digest: "sha256:0" })])),
    },
    {
        asks: "a runtime risk that is none",
        described: "no reply is declared",
        ask: async (probe) => refusal(await probe.deploy([probe.entry("risk", { runtime_risks: ["none"] })])),
    },
    {
        asks: "one deployment name twice in a call",
        described: "no reply is declared; names must be unique",
        ask: async (probe) => refusal(await probe.deploy([probe.entry("twice"), probe.entry("twice")])),
    },
    {
        asks: "what identifies a storage record",
        described: "not said",
        ask: storageIdentity,
    },
    {
        asks: "the jobs endpoint",
        described: "202 with a job_id",
        async ask(probe) {
            const path = `metadata/deployment-record/cluster/${probe.cluster}/jobs`;
            const deployments = [probe.entry("job", { status: "decommissioned" })];
            const answer = await probe.post(path, { logical_environment: "conformance", deployments });
            return answer.status === 202 ? `202, job_id: ${typeof answer.body.job_id}` : refusal(answer);
        },
    },
];

/** A name that no repository is likely to have. */
const NOWHERE = "conformance-no-such-repository";
