import { createProcessContext } from "../../provider/process/process-context";
import { createRecordSetHandler } from "../../provider/record-set/handler";
import type { Properties, ResourceHandler } from "../../provider/resource/resource-handler";
import { reaching } from "../../tests/support/program";
import { startGitHub } from "../../tools/github";
import { median, paired, pairs, timed } from "../pairs";
import { type Result, rounded, within } from "../result";

const ignore = (): void => {};

/** The time that the provider itself takes, in this process: reading from GitHub, and checking and planning. */
export async function handlers(runs: number): Promise<Result[]> {
    return [await refreshed(50), await refreshed(1_000), ...(await planned(runs))];
}

const [AT_A_TIME, REPLY_AFTER] = [8, 100];
/** GitHub allows 900 points per minute, and a read takes one. After a pause, `BURST` reads may go at once. */
const [READS_A_SECOND, BURST] = [15, 100];

/** A refresh of 1,000 entries, compared with the longer of two floors: replies in sequence, or GitHub's limit of points. */
async function refreshed(digests: number): Promise<Result> {
    const github = await startGitHub();
    try {
        const handler = handlerOver(reaching(github));
        const inputs = propertiesOf(1_000, digests);
        const { id, outs } = await handler.create(inputs);
        github.fail({ method: "GET", delayMs: REPLY_AFTER, times: Number.POSITIVE_INFINITY });
        const took = await timed(() => handler.read(id, outs as Properties));
        const replies = Math.ceil(digests / AT_A_TIME) * REPLY_AFTER;
        const floor = Math.max(replies, ((digests - BURST) / READS_A_SECOND) * 1000);
        const what = `refresh of 1,000 entries with ${digests} digests, replies after ${REPLY_AFTER} ms`;
        return within(what, took, "ms", floor, 1.15);
    } finally {
        await github.close();
    }
}

/** Check and plan, compared with a copy of the same inputs. */
async function planned(runs: number): Promise<Result[]> {
    const results: Result[] = [];
    const costs: number[] = [];
    for (const entries of [1_000, 10_000, 20_000]) {
        const inputs = propertiesOf(entries, entries);
        const handler = handlerOver({});
        const outputs = await recordedOf(inputs);
        const ours = () =>
            timed(async () => {
                const checked = await handler.check(inputs, inputs);
                await handler.diff("id", outputs, checked.inputs as Properties);
            });
        const copy = async () => timed(() => structuredClone(inputs));
        await ours();
        const done = await pairs(Math.max(runs, 9), ours, copy);
        costs.push(median(done.map((pair) => pair.ours)) / entries);
        results.push(paired(`check and plan of ${entries} entries; peer: structuredClone`, "ms", done, 3));
    }
    const [small = 1, , large = 1] = costs;
    const growth = large / small;
    return [
        ...results,
        {
            what: "check and plan: time for an entry, of 20,000 beside that of 1,000",
            value: rounded(large * 1000),
            unit: "µs",
            floor: rounded(small * 1000),
            ratio: rounded(growth),
            aim: "≤ 2 × (linear)",
            met: growth <= 2,
        },
    ];
}

/** The handler of a new provider process. */
function handlerOver(environment: NodeJS.ProcessEnv): ResourceHandler {
    return createRecordSetHandler(
        createProcessContext({ GITHUB_OWNER: "acme", ...environment }, { say: ignore, warn: ignore }),
    );
}

const deploymentOf = (n: number): object => ({
    name: `ghcr.io/acme/app-${n}`,
    digest: `sha256:${n.toString(16).padStart(64, "0")}`,
    version: "1",
    status: "deployed",
    githubRepository: "api",
    tags: { team: `team-${n % 7}` },
    runtimeRisks: ["internet-exposed"],
});

function propertiesOf(entries: number, digests: number): Properties {
    const deployments = Array.from({ length: entries }, (_, n) => [`shop/app-${n}/server`, deploymentOf(n % digests)]);
    return {
        org: "acme",
        cluster: "prod-eu-1",
        logicalEnvironment: "production",
        deployments: Object.fromEntries(deployments),
        onRejected: "fail",
    };
}

/** The outputs of a set that was created with these inputs. */
async function recordedOf(inputs: Properties): Promise<Properties> {
    const names = Object.keys(inputs.deployments as object);
    const record = { id: 1, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" };
    return {
        ...inputs,
        schemaVersion: 1,
        rejected: {},
        records: Object.fromEntries(names.map((name) => [name, record])),
    };
}
