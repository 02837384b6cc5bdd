import assert from "node:assert/strict";
import { GitHubError } from "../../../../provider/github/errors";
import * as functions from "../../../../provider/process/functions";
import { Refused } from "../../../../provider/text/refused";
import { type GitHubServer, startGitHub } from "../../../../tools/github";
import { digestOf } from "../../../support/record-sets";

const digest = digestOf(1);

/** The configuration of a stack. */
const stack = (values: Readonly<Record<string, string>>) => ({ get: (key: string) => values[key] });

describe("the read functions of the sdk", () => {
    let github: GitHubServer;
    before(async () => {
        github = await startGitHub({
            organizations: { acme: { repositories: ["api"] }, globex: { repositories: ["api"] } },
            tokens: { "ghs_of-acme": "write", "ghs_of-globex": "write" },
        });
    });
    beforeEach(() => void github.takeRequests());
    after(() => github.close());

    const configured = (org: string, token = `ghs_of-${org}`) =>
        stack({ "github-artifacts:owner": org, "github:token": token, "github:baseUrl": github.url });

    it("have these names", () =>
        assert.deepEqual(Object.keys(functions).sort(), ["getDeploymentRecords", "getStorageRecords"]));

    for (const read of [functions.getDeploymentRecords, functions.getStorageRecords] as const) {
        it(`use the configuration of each stack, even if several are read at the same time: ${read === functions.getStorageRecords ? "storage" : "deployments"}`, async () => {
            const orgs = ["acme", "globex", "acme"];
            const found = await Promise.all(orgs.map((org) => read(configured(org), { digest })));
            assert.deepEqual(
                found.map(({ org, records }) => [org, records]),
                orgs.map((org) => [org, []]),
            );
            assert.deepEqual(
                github
                    .takeRequests()
                    .map(({ path }) => path.split("/")[2])
                    .sort(),
                orgs.toSorted(),
            );
        });
    }

    it("fail with a message that says what to fix, without the token", () =>
        assert.rejects(functions.getStorageRecords(configured("acme", "ghs_mistyped"), { digest }), (error: Error) => {
            assert.ok(error instanceof Refused && error.cause instanceof GitHubError);
            assert.match(
                error.message,
                /^GitHub answered 401 to GET \/orgs\/acme\/artifacts\/.*github:token is not valid/s,
            );
            assert.doesNotMatch(error.message, /ghs_/);
            return true;
        }));

    it("do not change an error that is a bug", async () => {
        const bug = new TypeError("not a function");
        const config = {
            get: () => {
                throw bug;
            },
        };
        await assert.rejects(functions.getStorageRecords(config, { digest }), (error) => error === bug);
    });
});
